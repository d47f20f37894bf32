/**
 * Where something stands in its source text: offsets in UTF-16 code units from 0, `end` exclusive. Lines and columns are
 * computed from them where somebody asks. What a program has made, and no parser read, stands nowhere: both are -1.
 */
export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** The range of what a program has made: it stands in no text. */
export const nowhere: TextRange = { start: -1, end: -1 };
