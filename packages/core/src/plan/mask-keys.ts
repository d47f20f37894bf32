import { looksSecret } from "../text/looks-secret.ts";

/** Blocks and maps of the API whose keys are the user's own; all other keys are Nomad's names and hold no secret. */
const FREE_FORM: ReadonlySet<string> = new Set([
  "Add",
  "CanaryMeta",
  "Config",
  "Env",
  "GetterHeaders",
  "GetterOptions",
  "Header",
  "Meta",
  "Policy",
  "Set",
]);

/** Fields of the API that are tokens themselves. */
const TOKEN_FIELDS: ReadonlySet<string> = new Set(["ConsulToken", "VaultToken", "NomadTokenID"]);

/** Whether the keys of this block or map are the user's own. */
export function isFreeForm(name: string): boolean {
  return FREE_FORM.has(name);
}

/** Whether this field of the API is a token. */
export function isTokenField(name: string): boolean {
  return TOKEN_FIELDS.has(name);
}

/**
 * The keys in the name of a diff's field that are the user's own: `["A"]` of `Env[A]`, and of
 * `auth[0][password]` in a driver's config all three.
 */
export function userKeys(field: string, object: string): string[] {
  if (isTokenField(field)) return [field];
  const [head = "", ...inner] = field.split("[");
  const keys = inner.map((key) => key.replace(/\]$/, ""));
  return isFreeForm(object) ? [head, ...keys] : keys;
}

/** Whether an argument says that the next one is a secret: `--password`. */
export function announcesSecret(argument: string | undefined): boolean {
  return argument !== undefined && /^--?[A-Za-z][\w.-]*$/.test(argument) && looksSecret(argument);
}
