import { NomadxError } from "../diagnostics/errors.ts";
import type { TextRange } from "./syntax/text-range.ts";

/** A range of a text, and what is to stand there. An empty range puts something in. */
export interface Replacement extends TextRange {
  readonly text: string;
}

/**
 * A text with some of its ranges replaced: how a file is changed that keeps its comments and its layout. The ranges may come in
 * any order.
 * @throws {NomadxError} `usage`, where ranges overlap or are not in the text
 * @example
 * const { tree } = parseHcl(text);
 * const counts = tree.items.filter((item) => item.kind === "attribute" && item.name === "count");
 * replaceRanges(text, counts.map(({ value: { start, end } }) => ({ start, end, text: "3" })));
 */
export function replaceRanges(text: string, replacements: readonly Replacement[]): string {
  const parts: string[] = [];
  let done = 0;
  for (const { start, end, text: replacement } of replacements.toSorted((a, b) => a.start - b.start)) {
    if (start < done || end < start || end > text.length) {
      const reason = start >= 0 && start < done ? "overlaps another one" : "is not in the text";
      throw new NomadxError("usage", `The range from ${start} to ${end} ${reason}`);
    }
    parts.push(text.slice(done, start), replacement);
    done = end;
  }
  parts.push(text.slice(done));
  return parts.join("");
}
