import type { Check } from "./check.ts";
import type { LintFacts } from "./lint.ts";

/** A lint as it is written: what is known of it, and the check that looks for it. */
export interface LintRow extends LintFacts {
  readonly check: Check;
}
