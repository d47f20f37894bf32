import { groupBy } from "../units/group-by.ts";
import { PlainValues } from "./plain-value.ts";
import { holdsSecret, isHarmless, looksSecret } from "./looks-secret.ts";

const MASK = "(sensitive)";
const MASK_BEFORE = "(sensitive, before)";
const MASK_AFTER = "(sensitive, after)";

/** Shorter ones would hide half of an ordinary text. */
const SHORTEST_SECRET = 4;

/** In UTF-16 code units, with the space around it. */
const LONGEST_KEY = 100;

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

/** The values worth hiding, the longest first so that a part never uncovers a whole. */
export function usableSecrets(secrets: Iterable<string>): string[] {
  return [...new Set(secrets)]
    .filter((secret) => secret.length >= SHORTEST_SECRET)
    .toSorted((a, b) => b.length - a.length);
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
  const assignments = groupBy([...secretAssignments(before), ...secretAssignments(after)], (pair) => pair);
  const stays = (pair: string): boolean => (assignments.get(pair)?.length ?? 0) > 1;
  const marks: [string, string] = before === "" || after === "" ? [MASK, MASK] : [MASK_BEFORE, MASK_AFTER];
  return [
    hideBefore ? MASK : maskParts(before, context.secrets, (pair) => (stays(pair) ? MASK : marks[0])),
    hideAfter ? MASK : maskParts(after, context.secrets, (pair) => (stays(pair) ? MASK : marks[1])),
  ];
}

/** Hides every occurrence of the given values in a text, but leaves masks that are there already. */
export function hideSecrets(text: string, secrets: readonly string[]): string {
  if (!secrets.some((secret) => text.includes(secret))) return text;
  const literals = secrets.map((secret) => secret.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&"));
  const pattern = new RegExp([/\(sensitive(?:, (?:before|after))?\)/.source, ...literals].join("|"), "g");
  return text.replace(pattern, (found) => (isMask(found) ? found : MASK));
}

function isSecretAsWhole(text: string, { keys, secrets }: MaskContext): boolean {
  if (isHarmless(text)) return false;
  if (holdsSecret(text)) return true;
  // The block `auth` holds a user name and a server as well.
  if (keys.some((key, at) => looksSecret(key) && !(key === "auth" && at < keys.length - 1))) return true;
  // Of a text of several lines only the parts are hidden.
  return !text.includes("\n") && secrets.some((secret) => text.includes(secret));
}

/** The assignments to secret keys in a text, as `key=value`. */
function secretAssignments(text: string): string[] {
  const found: string[] = [];
  maskAssignments(text, (pair) => {
    found.push(pair);
    return MASK;
  });
  return found;
}

function maskParts(text: string, secrets: readonly string[], mark: (pair: string) => string): string {
  return hideSecrets(maskAssignments(text, mark), secrets);
}

/**
 * Replaces the values of `KEY=value`, `key: value`, `"key": "value"`, `--key=value` and `?key=value`
 * where the key looks secret.
 */
function maskAssignments(text: string, mark: (pair: string) => string): string {
  const plain = new PlainValues(text);
  let masked = "";
  let done = 0;
  let lineStart = 0;
  let seen = 0;
  for (const { index: sign } of text.matchAll(/=|:(?!=)/g)) {
    // A key is short: to look at no more than that before each sign keeps long texts from taking long.
    const head = /([A-Za-z_][\w.-]*)["']?[ \t]*$/.exec(text.slice(Math.max(done, sign - LONGEST_KEY), sign));
    const key = head?.[1] ?? "";
    if (head === null || sign < done || !looksSecret(key)) continue;
    // No part of a long line is looked through twice.
    const lineBreak = text.slice(seen, sign).lastIndexOf("\n");
    if (lineBreak !== -1) lineStart = seen + lineBreak + 1;
    seen = sign;
    const line = text.slice(lineStart, sign - head[0].length);
    const space = /^[ \t]*/.exec(text.slice(sign + 1))?.[0] ?? "";
    const start = sign + 1 + space.length;
    const isWholeLine = /^[ \t]*(?:export[ \t]+|-[ \t]+)?["']?$/.test(line);
    const value = assignedValue(text, start, () => (isWholeLine ? lineEnd(text, start) : plain.endAt(start)));
    if (isHarmless(value.content)) continue;
    masked += text.slice(done, start) + value.quote + mark(`${key}=${value.content}`) + value.quote;
    done = start + value.length;
  }
  return masked + text.slice(done);
}

/**
 * The value that begins at `start`: in quotes, or to the end of the line where the assignment begins the line,
 * or to the next space or separator.
 */
function assignedValue(
  text: string,
  start: number,
  endOf: () => number,
): { readonly content: string; readonly quote: string; readonly length: number } {
  const quoted = /(["'])((?:\{\{(?:(?!\}\}).)*\}\}|(?!\1|\{\{)[^\\\n]|\\.)*)\1/y;
  quoted.lastIndex = start;
  const found = quoted.exec(text);
  if (found !== null) {
    const [whole, quote = "", content = ""] = found;
    return { content, quote, length: whole.length };
  }
  const content = text.slice(start, endOf());
  return { content, quote: "", length: content.length };
}

/** The end of a line, without the blanks and commas there. */
function lineEnd(text: string, start: number): number {
  const lineBreak = text.indexOf("\n", start);
  let end = lineBreak === -1 ? text.length : lineBreak;
  while (end > start && " \t\r,".includes(text.charAt(end - 1))) end--;
  return end;
}
