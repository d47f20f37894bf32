import { groupBy } from "../units/group-by.ts";
import { holdsSecret } from "../text/known-tokens.ts";
import { isHarmless, looksSecret } from "../text/looks-secret.ts";
import { secretSpans, type SecretSpan } from "../text/secret-spans.ts";

/** Stands for a secret. */
export const MASK = "(sensitive)";
const MASK_BEFORE = "(sensitive, before)";
const MASK_AFTER = "(sensitive, after)";

/** Shorter ones would hide half of an ordinary text: they are hidden only where they are the whole value of a user's key. */
const SHORTEST_SECRET = 4;

/** Whether a text stands for a secret. */
export function isMask(text: string): boolean {
  return text === MASK || text === MASK_BEFORE || text === MASK_AFTER;
}

/** The facts besides a text that decide what of it is masked. */
export interface MaskContext {
  /** The keys that lead to it, of those that the user chose: `["auth", "0", "password"]`. */
  readonly keys: readonly string[];
  /** Values that must not be shown. */
  readonly secrets: readonly string[];
}

/** The values that can be hidden, the longest first so that a part never uncovers a whole. */
export function usableSecrets(secrets: Iterable<string>): string[] {
  return [...new Set(secrets)].filter((secret) => secret !== "").toSorted((a, b) => b.length - a.length);
}

/** A value with its secrets masked: as a whole, or the secret parts of a longer text. */
export function maskText(text: string, context: MaskContext): string {
  return maskPair(text, text, context)[0];
}

/**
 * Both sides of a change, masked. A secret that differs is `(sensitive, before)` and `(sensitive, after)`;
 * one that stays, or has no other side, is `(sensitive)`.
 */
export function maskPair(before: string, after: string, context: MaskContext): [string, string] {
  const hideBefore = isSecretAsWhole(before, context);
  const hideAfter = isSecretAsWhole(after, context);
  if (hideBefore && hideAfter) return before === after ? [MASK, MASK] : [MASK_BEFORE, MASK_AFTER];
  const [spansBefore, spansAfter] = [secretSpans(before), secretSpans(after)];
  const parts = groupBy([...partsOf(before, spansBefore), ...partsOf(after, spansAfter)], (part) => part);
  const stays = (part: string): boolean => (parts.get(part)?.length ?? 0) > 1;
  const marks: [string, string] = before === "" || after === "" ? [MASK, MASK] : [MASK_BEFORE, MASK_AFTER];
  return [
    hideBefore
      ? MASK
      : hideSecrets(
          maskSpans(before, spansBefore, (part) => (stays(part) ? MASK : marks[0])),
          context.secrets,
        ),
    hideAfter
      ? MASK
      : hideSecrets(
          maskSpans(after, spansAfter, (part) => (stays(part) ? MASK : marks[1])),
          context.secrets,
        ),
  ];
}

/** Hides every occurrence of the given values in a text, but leaves masks that are there already. */
export function hideSecrets(text: string, secrets: readonly string[]): string {
  const present = secrets.filter((secret) => secret.length >= SHORTEST_SECRET && text.includes(secret));
  if (present.length === 0) return text;
  const literals = present.map((secret) => secret.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  const pattern = new RegExp([/\(sensitive(?:, (?:before|after))?\)/.source, ...literals].join("|"), "g");
  return text.replace(pattern, (found) => (isMask(found) ? found : MASK));
}

function isSecretAsWhole(text: string, { keys, secrets }: MaskContext): boolean {
  if (isHarmless(text)) return false;
  // Of a text of several lines only the parts are hidden.
  const isLine = !text.includes("\n");
  if (isLine && holdsSecret(text)) return true;
  // The block `auth` holds a user name and a server as well.
  if (keys.some((key, at) => looksSecret(key) && !(key === "auth" && at < keys.length - 1))) return true;
  return (
    isLine &&
    secrets.some((secret) =>
      secret.length >= SHORTEST_SECRET ? text.includes(secret) : keys.length > 0 && text === secret,
    )
  );
}

/** The secrets in a text by themselves, as `key=value`. */
function partsOf(text: string, spans: readonly SecretSpan[]): readonly string[] {
  return spans.map((span) => partOf(text, span));
}

function partOf(text: string, { start, end, key = "" }: SecretSpan): string {
  return `${key}=${text.slice(start, end)}`;
}

function maskSpans(text: string, spans: readonly SecretSpan[], mark: (part: string) => string): string {
  let masked = "";
  let done = 0;
  for (const span of spans) {
    masked += text.slice(done, span.start) + mark(partOf(text, span));
    done = span.end;
  }
  return masked + text.slice(done);
}
