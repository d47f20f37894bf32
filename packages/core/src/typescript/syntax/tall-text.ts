import type { Script } from "./script.ts";

/** The parts of a text, as a template has them. */
export type TextParts = readonly (string | Script)[];

/** Whether a text reads better in lines than with `\n` in it: it has several, or a long one. */
export function isTall(parts: TextParts): boolean {
  const known = literalOf(parts);
  const first = known.indexOf("\n");
  return first !== -1 && (first < known.length - 1 || known.length > 60);
}

/**
 * Whether `dedent` gives the text back when it is written at some depth: not all of its lines begin with blanks, and none of
 * them is lost at the end.
 */
export function isDedented(parts: TextParts): boolean {
  const known = literalOf(parts);
  if (/\n[ \t]+$/.test(known)) return false;
  return known.split("\n").some((line) => /^[^ \t]/.test(line));
}

/** The text with a sign for each value in it. */
function literalOf(parts: TextParts): string {
  return parts.map((part) => (typeof part === "string" ? part : "\0")).join("");
}
