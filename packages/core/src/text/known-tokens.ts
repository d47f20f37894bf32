import { looksSecret } from "./looks-secret.ts";

/**
 * Texts that show by their own form that they give access: the tokens of well-known makers, private keys, and the user and
 * password in a URL. The expressions are without the flag `g` and take time in proportion to the text.
 */
const KINDS: readonly RegExp[] = [
  // GitHub, and GitLab's personal, deploy, runner and trigger tokens.
  /\bgh[opsur]_\w{6,}/,
  /\bgithub_pat_\w{6,}/,
  /\bgl(?:pat|dt|rt|ptt|oas|soat)-[\w-]{6,}/,
  // Vault's service, batch and recovery tokens; the older service tokens have 24 characters.
  /\bhv[bsr]\.[\w-]{6,}/,
  /\bs\.[A-Za-z0-9]{24}\b/,
  // The ID of a key of AWS, keys of Google, and its access tokens.
  /\bA(?:KIA|SIA)[A-Z0-9]{16}\b/,
  /\bAIza[\w-]{35}/,
  /\bya29\.[\w-]{6,}/,
  // Slack, Stripe, SendGrid, Grafana, Docker Hub, DigitalOcean, npm, PyPI, OpenAI and Anthropic.
  /\bxox[abeoprs]-[\w-]{6,}/,
  /\bxapp-\d-[\w-]{6,}/,
  /\b[rs]k_(?:live|test)_\w{6,}/,
  /\bSG\.[\w-]{16,}\.[\w-]{16,}/,
  /\bgls?[ac]_\w{20,}/,
  /\bdckr_(?:pat|oat)_[\w-]{6,}/,
  /\bdo[opr]_v1_\w{6,}/,
  /\bnpm_[A-Za-z0-9]{36}/,
  /\bpypi-[\w-]{16,}/,
  /\bsk-[\w-]{20,}/,
  // A JSON Web Token, and what follows the scheme in a header.
  /(?<![\w-])eyJ[\w-]{6,}\.eyJ[\w-]{6,}\.[\w-]*/,
  /(?<=\b(?:Bearer|Basic) )[\w.~+/-]{16,}=*/,
  // Private keys, in JSON as well, where line breaks are written as \n.
  /-----BEGIN [A-Z ]*PRIVATE KEY-----(?:[^"-]|-(?!----END ))*(?:-----END [A-Z ]*PRIVATE KEY-----)?/,
  /\bAGE-SECRET-KEY-1[A-Z0-9]{6,}/,
  // The password of a URL; one that is interpolated is filled in later and elsewhere. Of HTTP a user alone is a token.
  /(?<=:\/\/[^\s/@:"']{0,200}:)(?!\$\{[^}]*\}@|\{\{|\(sensitive)[^\s/@"']+(?=@)/,
  /(?<=\bhttps?:\/\/)(?!\$\{[^}]*\}@|\{\{|\(sensitive)[^\s/@:"'?#]+(?=@)/,
];

/** In UTF-16 code units, of one that is not in a URL: `ghp_` and six more. */
export const SHORTEST_TOKEN = 10;

/** All kinds in one expression; a new one for each use, for it remembers its place. */
export function knownTokens(): RegExp {
  return new RegExp(ALL_KINDS, "g");
}

const ALL_KINDS = KINDS.map(({ source }) => `(?:${source})`).join("|");
const ANY_KIND = new RegExp(ALL_KINDS);

/**
 * Whether a value shows by itself that it is a secret or has one in it: a URL with a password, a private key, a token of a
 * well-known maker.
 */
export function holdsSecret(value: string): boolean {
  return ANY_KIND.test(value);
}

/**
 * A text with `(sensitive)` in the place of what shows by its own form that it is a secret, and of the values in the query of a
 * URL whose keys look secret.
 * @example hideKnownTokens("https://ghp_16C7e42F292c@github.com/a?token=b") // "https://(sensitive)@github.com/a?token=(sensitive)"
 */
export function hideKnownTokens(text: string): string {
  return text
    .replace(knownTokens(), "(sensitive)")
    .replace(QUERY_PAIR, (pair, key: string) => (isSecretInQuery(key) ? `${key}=(sensitive)` : pair));
}

const QUERY_PAIR = /(?<=[?&])([\w.-]{1,100})=(?!\(sensitive)[^\s&"'`#<>()\\]+/g;

/** `X-Amz-Signature` and the `sig` of Azure sign a URL: whoever has it can use it. */
function isSecretInQuery(key: string): boolean {
  return looksSecret(key) || /^sig$|signature$/i.test(key);
}
