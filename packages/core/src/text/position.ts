/**
 * A position in a text. `line` and `column` count from 1, `offset` in UTF-16 code units from 0. What a column is, the
 * language of the text decides (`ColumnUnit`); where it matters to a program, it takes the offset.
 */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

/** A stretch of one file; `end` is exclusive. */
export interface SourceRange {
  readonly file: string;
  readonly start: Position;
  readonly end: Position;
}

/** The empty range at the start of `file`: for what concerns the file as a whole. */
export function wholeFile(file: string): SourceRange {
  const start: Position = { line: 1, column: 1, offset: 0 };
  return { file, start, end: start };
}
