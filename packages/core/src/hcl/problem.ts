import type { DiagnosticCode } from "../diagnostics/diagnostic.ts";
import type { TextRange } from "./syntax/text-range.ts";

/**
 * What is wrong with a text of HCL, or with a value in it. Whoever has the text turns the offsets into lines and columns.
 */
export interface HclProblem {
  /** An error where it does not say. */
  readonly severity?: "error" | "warning";
  /** What is wrong; its title is the summary. */
  readonly code: DiagnosticCode;
  /** One or more sentences: what was found, what is allowed, the way out. */
  readonly detail: string;
  /** What is to be marked. */
  readonly subject: TextRange;
  /** What is to be shown around it, where that helps. */
  readonly context?: TextRange | undefined;
}
