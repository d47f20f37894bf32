import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { readingCodes } from "../diagnostics/reading-codes.ts";
import { LineIndex, type Position, type SourceRange } from "../text/index.ts";
import type { HclProblem } from "./problem.ts";
import type { TextRange } from "./syntax/text-range.ts";

/**
 * A text of HCL with its name, which turns offsets into lines and columns. Nothing is counted before a position is asked for.
 * The base of texts with positions. What a column is depends on the syntax; in both, it is about what a reader takes
 * for one character.
 */
export abstract class HclSource {
  /** How the text is called in ranges: a path, mostly. */
  readonly file: string;
  readonly text: string;
  readonly #lines: LineIndex;

  constructor(file: string, text: string) {
    this.file = file;
    this.text = text;
    this.#lines = new LineIndex(text);
  }

  /** The line and column of an offset; one beyond the end is the end. */
  positionAt(offset: number): Position {
    const { line, column, offset: at } = this.#lines.positionAt(offset);
    return { line, column: this.columnBetween(at - column + 1, at), offset: at };
  }

  /** The lines and columns of a node, or of any other range. */
  rangeOf({ start, end }: TextRange): SourceRange {
    return { file: this.file, start: this.positionAt(start), end: this.positionAt(end) };
  }

  /** A problem at its place. */
  diagnostic({ severity = "error", code, detail, subject, context }: HclProblem): Diagnostic {
    return {
      severity,
      code,
      summary: readingCodes[code],
      detail,
      source: this.rangeOf(subject),
      ...(context !== undefined && { context: this.rangeOf(context) }),
    };
  }

  /** The column of an offset on the line that begins at `start`. */
  protected abstract columnBetween(start: number, offset: number): number;
}
