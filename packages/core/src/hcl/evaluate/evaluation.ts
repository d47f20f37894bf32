import type { HclProblem } from "../problem.ts";
import type { Expression } from "../syntax/expression.ts";
import type { Value } from "../values/value.ts";
import type { Scope } from "./scope.ts";

/** Evaluates an expression that is part of another one; what is wrong goes to the list. */
export type Evaluate = (expression: Expression, scope: Scope, problems: HclProblem[]) => Value;
