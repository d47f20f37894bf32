/** Anywhere in a key, however it is spelt: `PGPASSWORD`, `vault-token`, `clientSecret`. */
const SECRET_WORDS =
  /password|passwd|passphrase|secret|token|credential|api_?key|private_?key|access_?key|ssh_?key|signing_?key|encryption_?key|master_?key|license_?key|auth_?key/;

/** Only as a word of its own: `AUTHOR` and `PASSIVE` are harmless. */
const SECRET_PARTS: ReadonlySet<string> = new Set([
  "auth",
  "authorization",
  "pass",
  "pat",
  "pwd",
  "cookie",
  "dsn",
]);

/** A key that ends so is about a secret, it does not hold one. */
const HARMLESS_ENDS: ReadonlySet<string> = new Set(["file", "path", "dir", "ttl", "lifetime", "enabled"]);

/**
 * Whether the value under this key is probably a secret, judged by the key alone: `DB_PASSWORD`, `apiToken`,
 * `X-Auth`, but neither `KEY`, `AUTHOR`, `PWD` (the working directory) nor `TOKEN_FILE`.
 */
export function looksSecret(key: string): boolean {
  const words = wordsOf(key);
  if (HARMLESS_ENDS.has(words.at(-1) ?? "")) return false;
  if (SECRET_WORDS.test(words.join("_"))) return true;
  return words.some((word) => SECRET_PARTS.has(word) && !(word === "pwd" && words.length === 1));
}

/**
 * Whether a value cannot be a secret whatever its key: empty, a boolean, or nothing but interpolation and a path, such
 * as `${NOMAD_SECRETS_DIR}/token` and `{{ key "db/password" }}`, which is filled in on the node.
 */
export function isHarmless(value: string): boolean {
  return /^(?:true|false|(?:\$\{[^}]*\}|\{\{(?:(?!\}\}).)*\}\})+(?:\/[\w./-]*)?)?$/.test(value.trim());
}

/** `dbPassword`, `DB_PASSWORD`, `db.password` and `db-password` are the same two words. */
function wordsOf(key: string): string[] {
  return key
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
}
