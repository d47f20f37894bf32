import type { HclProblem } from "../problem.ts";
import type { Conditional, Expression } from "../syntax/expression.ts";
import type { TextRange } from "../syntax/text-range.ts";
import { convert } from "../values/convert.ts";
import { boolType, dynamicType, sameType, typeName } from "../values/types.ts";
import type { Type } from "../values/types.ts";
import { unify } from "../values/unify.ts";
import { nullOf, typeOf, unknownOf, unknownValue } from "../values/value.ts";
import type { Value } from "../values/value.ts";
import type { Evaluate } from "./evaluation.ts";
import type { Scope } from "./scope.ts";

/** A result of a conditional: its value, what was wrong on the way, and where it stands. */
export interface Branch {
  readonly value: Value;
  readonly problems: readonly HclProblem[];
  readonly range: TextRange;
}

/**
 * `condition ? whenTrue : whenFalse`. Both results are evaluated, since they have to have a common type; what is wrong in
 * the one that is not taken does not count.
 * @see hashicorp/hcl hclsyntax/expression.go ConditionalExpr.Value (2.20.2)
 */
export function conditionalValue(
  expression: Conditional,
  scope: Scope,
  problems: HclProblem[],
  evaluate: Evaluate,
): Value {
  const branch = (result: Expression): Branch => {
    const own: HclProblem[] = [];
    return { value: evaluate(result, scope, own), problems: own, range: result };
  };
  return choose(
    { ...expression, whenTrue: branch(expression.whenTrue), whenFalse: branch(expression.whenFalse) },
    scope,
    problems,
    evaluate,
  );
}

/** A condition with its two results, which are evaluated already. */
export interface Choice extends TextRange {
  readonly condition: Expression;
  readonly whenTrue: Branch;
  readonly whenFalse: Branch;
}

/** The result that the condition selects, converted to the type that both results have in common. */
export function choose(choice: Choice, scope: Scope, problems: HclProblem[], evaluate: Evaluate): Value {
  const { condition, whenTrue, whenFalse } = choice;
  const type = commonType(whenTrue.value, whenFalse.value);
  if (type === undefined) {
    problems.push({
      code: "NX569",
      detail: `Both results must have a common type. ${difference(typeOf(whenTrue.value), typeOf(whenFalse.value))}.`,
      subject: { start: whenTrue.range.start, end: whenFalse.range.end },
      context: choice,
    });
    return unknownValue;
  }
  const decision = evaluate(condition, scope, problems);
  if (decision.kind === "null") {
    problems.push({
      code: "NX568",
      detail: "The condition is null: it has to be true or false.",
      subject: condition,
      context: choice,
    });
    return unknownOf(type);
  }
  if (decision.kind === "unknown") {
    return whenTrue.value.kind === "null" && whenFalse.value.kind === "null" ? nullOf(type) : unknownOf(type);
  }
  const converted = convert(decision, boolType);
  if ("problem" in converted || converted.value.kind !== "bool") {
    problems.push({
      code: "NX568",
      detail: `The condition has to be true or false, and it is a ${typeName(typeOf(decision))}.`,
      subject: condition,
      context: choice,
    });
    return unknownOf(type);
  }
  const taken = converted.value.value ? whenTrue : whenFalse;
  problems.push(...taken.problems);
  const result = convert(taken.value, type);
  if ("value" in result) return result.value;
  problems.push({
    code: "NX569",
    detail: `The ${taken === whenTrue ? "first" : "second"} result does not fit: ${result.problem}.`,
    subject: taken.range,
    context: choice,
  });
  return unknownOf(type);
}

/** `null` takes the type of the other result; where one type is not known, neither is that of the whole. */
function commonType(whenTrue: Value, whenFalse: Value): Type | undefined {
  const [left, right] = [typeOf(whenTrue), typeOf(whenFalse)];
  if (whenTrue.kind === "null" && left.kind === "dynamic") return right;
  if (whenFalse.kind === "null" && right.kind === "dynamic") return left;
  if (left.kind === "dynamic" || right.kind === "dynamic") return dynamicType;
  return unify([left, right], "unsafe");
}

/** How two types differ that have nothing in common, in words. */
function difference(left: Type, right: Type): string {
  if (left.kind === "object" && right.kind === "object") {
    for (const name of [...left.attributes.keys()].toSorted()) {
      const [own, other] = [left.attributes.get(name), right.attributes.get(name)];
      if (other === undefined) return `Only the first one has an attribute "${name}"`;
      if (own !== undefined && !sameType(own, other)) return `Attribute "${name}": ${difference(own, other)}`;
    }
    const extra = [...right.attributes.keys()].toSorted().find((name) => !left.attributes.has(name));
    if (extra !== undefined) return `Only the second one has an attribute "${extra}"`;
  }
  if (left.kind === "tuple" && right.kind === "tuple") {
    if (left.items.length !== right.items.length) {
      return `The first one has ${left.items.length} elements, and the second one ${right.items.length}`;
    }
    const index = left.items.findIndex(
      (item, position) => !sameType(item, right.items[position] ?? dynamicType),
    );
    const [own, other] = [left.items[index], right.items[index]];
    if (own !== undefined && other !== undefined) return `Element ${index}: ${difference(own, other)}`;
  }
  if (
    "element" in left &&
    "element" in right &&
    left.kind === right.kind &&
    typeName(left) === typeName(right)
  ) {
    return `Elements of the ${left.kind}: ${difference(left.element, right.element)}`;
  }
  return `The first one is a ${typeName(left)}, and the second one a ${typeName(right)}`;
}
