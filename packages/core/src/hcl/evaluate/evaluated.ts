import type { HclProblem } from "../problem.ts";
import type { Value } from "../values/value.ts";

/** A value, and what was wrong on the way to it. After a problem the value is unknown, as far as that problem goes. */
export interface Evaluated {
  readonly value: Value;
  readonly problems: readonly HclProblem[];
}
