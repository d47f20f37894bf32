/**
 * The effect of a problem on Fabio.
 *
 * - `rejected`: the whole new table is thrown away and the old one stays, for all services
 * - `truncated`: this line and everything after it is not read; nothing is logged
 * - `ignored`: the command or option does nothing
 * - `open`: access rules are missing, so that everybody may use the route
 * - `crash`: the Fabio process ends
 * - `panic`: requests for the route fail
 */
export type ProblemEffect = "rejected" | "truncated" | "ignored" | "open" | "crash" | "panic";

/** The problem with a command; texts differ between cases, codes do not. */
export type ProblemCode =
  | "syntax"
  | "weight-value"
  | "line-too-long"
  | "empty-source"
  | "empty-target"
  | "invalid-target"
  | "invalid-glob"
  | "no-match"
  | "redirect-code"
  | "access-rules"
  | "weight-out-of-range"
  | "empty-ring";

/** One thing that Fabio cannot do with a route command. */
export interface RouteProblem {
  readonly code: ProblemCode;
  readonly effect: ProblemEffect;
  /** Line of the command, counted from 1. */
  readonly line: number;
  /** Fabio's own words, as it logs them; where it says nothing, ours. */
  readonly message: string;
}

/** Whether these problems keep Fabio from using the new table. */
export function isPoisoned(problems: readonly RouteProblem[]): boolean {
  return problems.some(({ effect }) => effect === "rejected" || effect === "crash");
}
