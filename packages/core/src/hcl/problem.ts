import type { ReadingCode } from "../diagnostics/reading-codes.ts";
import type { TextRange } from "./syntax/text-range.ts";

/** A problem, without a place. */
export interface Problem {
  /** The kind of problem; its title is the summary. */
  readonly code: ReadingCode;
  /** One or more sentences: what was found, what is allowed, the way out. */
  readonly detail: string;
}

/**
 * A problem with a text of HCL, or with a value in it. Whoever has the text turns the offsets into lines and columns.
 */
export interface HclProblem extends Problem {
  /** An error where it does not say. */
  readonly severity?: "error" | "warning";
  /** The text to be marked. */
  readonly subject: TextRange;
  /** The text to be shown around it, where that helps. */
  readonly context?: TextRange | undefined;
}
