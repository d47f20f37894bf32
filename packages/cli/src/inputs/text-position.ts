import type { Position, SourceRange } from "@nomadx/core";

/** The position of `offset` (UTF-16 units from 0) in `text`; an offset beyond the end is the end. */
function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf("\n") + 1;
  let line = 1;
  for (let at = before.indexOf("\n"); at !== -1; at = before.indexOf("\n", at + 1)) line++;
  return { line, column: before.length - lineStart + 1, offset: before.length };
}

/** The offset of a line and column, both from 1; a line or column beyond the end is the end of the text or line. */
export function offsetAt(text: string, line: number, column: number): number {
  let start = 0;
  for (let current = 1; current < line; current++) {
    const next = text.indexOf("\n", start);
    if (next === -1) return text.length;
    start = next + 1;
  }
  const end = text.indexOf("\n", start);
  return Math.min(start + column - 1, end === -1 ? text.length : end);
}

/** The range from offset `start` to offset `end` (exclusive) of the text of `file`. */
export function rangeAt(file: string, text: string, start: number, end: number): SourceRange {
  return { file, start: positionAt(text, start), end: positionAt(text, end) };
}

/** The empty range at the start of `file`: for what concerns the file as a whole. */
export function wholeFile(file: string): SourceRange {
  const start: Position = { line: 1, column: 1, offset: 0 };
  return { file, start, end: start };
}
