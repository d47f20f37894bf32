import { type CharacterBorder, lastBorder } from "./character-border.ts";
import type { Position, SourceRange } from "./position.ts";

/**
 * The unit of a column: a UTF-16 code unit, as editors and JavaScript count, or a grapheme cluster, what a reader takes
 * for one character, as HCL counts.
 * @see hashicorp/hcl v2 pos.go Pos.Column
 */
export type ColumnUnit = "utf16" | "grapheme";

/**
 * The lines of one text: offsets to lines and columns, and back. Lines end at a line feed; a carriage return before it belongs
 * to the line break. Making one costs nothing: the text is read once, when the first position is asked for, and a position
 * takes a binary search and a look at its line.
 * @example new LineIndex("a\nbc").positionAt(3) // { line: 2, column: 2, offset: 3 }
 */
export class LineIndex {
  readonly text: string;
  readonly #columns: ColumnUnit;
  #starts: readonly number[] | undefined;
  /** The border that was found last: positions are mostly asked for one after the other. */
  #last: CharacterBorder = { offset: 0, column: 1 };

  constructor(text: string, columns: ColumnUnit = "utf16") {
    this.text = text;
    this.#columns = columns;
  }

  /** The position of an offset; one beyond the end of the text is the end. One within a character has that one's column. */
  positionAt(offset: number): Position {
    const at = Math.max(0, Math.min(offset, this.text.length));
    const starts = this.#lineStarts();
    const line = lastAtMost(starts, at);
    const start = starts[line] ?? 0;
    const column = this.#columns === "utf16" ? at - start + 1 : this.#border(line, { offset: at }).column;
    return { line: line + 1, column, offset: at };
  }

  /** The offset of a line and column, both from 1; a line or column beyond the end is the end of the text or line. */
  offsetAt(line: number, column: number): number {
    const start = this.#lineStarts()[line - 1];
    if (start === undefined) return this.text.length;
    return this.#columns === "utf16"
      ? Math.min(start + column - 1, this.#endOfLine(line - 1))
      : this.#border(line - 1, { column }).offset;
  }

  /** The range from offset `start` to offset `end`, exclusive, under the name `file`. */
  rangeAt(file: string, start: number, end: number): SourceRange {
    return { file, start: this.positionAt(start), end: this.positionAt(end) };
  }

  /** The last border on a line (from 0) that is not beyond `limit`. */
  #border(line: number, limit: { readonly offset: number } | { readonly column: number }): CharacterBorder {
    const start = this.#lineStarts()[line] ?? 0;
    const end = this.#endOfLine(line);
    const last = this.#last;
    const isOnLine = start <= last.offset && last.offset <= end;
    const isBefore = "offset" in limit ? last.offset <= limit.offset : last.column <= limit.column;
    const from = isOnLine && isBefore ? last : { offset: start, column: 1 };
    this.#last = lastBorder(this.text, from, end, limit);
    return this.#last;
  }

  #lineStarts(): readonly number[] {
    if (this.#starts !== undefined) return this.#starts;
    const starts = [0];
    for (let at = this.text.indexOf("\n"); at !== -1; at = this.text.indexOf("\n", at + 1))
      starts.push(at + 1);
    this.#starts = starts;
    return starts;
  }

  /** Where the line feed of a line (from 0) is, or the end of the text. */
  #endOfLine(line: number): number {
    const next = this.#lineStarts()[line + 1];
    return next === undefined ? this.text.length : next - 1;
  }
}

/** The index of the last of the ascending `numbers` that is at most `limit`; the first one is. */
function lastAtMost(numbers: readonly number[], limit: number): number {
  let low = 0;
  let high = numbers.length;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] ?? Infinity) <= limit) low = middle;
    else high = middle;
  }
  return low;
}
