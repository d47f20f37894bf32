import type { Reference } from "../syntax/expression.ts";
import type { Value } from "../values/value.ts";
import type { Evaluated } from "./evaluated.ts";
import type { HclFunction } from "./hcl-function.ts";

/** The meaning of names where an expression stands. What a scope does not know, it asks its parent. */
export interface Scope {
  readonly parent?: Scope;
  /** Values by the first name of a reference. */
  readonly variables?: ReadonlyMap<string, Value>;
  readonly functions?: ReadonlyMap<string, HclFunction>;
  /** The value of a reference whose first name nobody knows; without it, that is a problem. */
  readonly undefinedReference?: (reference: Reference) => Evaluated;
  /** The element at which the nearest splat is. */
  readonly splatItem?: Value;
}

/** The answer of the nearest scope that has one. */
export function nearest<T>(scope: Scope | undefined, ask: (scope: Scope) => T | undefined): T | undefined {
  for (let each = scope; each !== undefined; each = each.parent) {
    const answer = ask(each);
    if (answer !== undefined) return answer;
  }
  return undefined;
}
