import type { TextRange } from "../syntax/text-range.ts";
import type { Problem } from "./problems.ts";

/** One syntax error at its place. */
export interface SyntaxProblem extends Problem {
  /** What is wrong. */
  readonly subject: TextRange;
  /** What it is part of, where that helps to see it: from the beginning of the expression, say. */
  readonly context: TextRange | undefined;
}
