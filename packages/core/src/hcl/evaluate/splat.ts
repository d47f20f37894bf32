import type { HclProblem } from "../problem.ts";
import type { Splat } from "../syntax/expression.ts";
import { sameType } from "../values/types.ts";
import type { Type } from "../values/types.ts";
import { listValue, tupleValue, typeOf, unknownOf, unknownValue } from "../values/value.ts";
import type { Value } from "../values/value.ts";
import type { Evaluate } from "./evaluation.ts";
import type { Scope } from "./scope.ts";

/**
 * `source[*].name`: what `.name` is of every element. A value that is no list counts as a list of itself, null as an empty one.
 * @see hashicorp/hcl hclsyntax/expression.go SplatExpr.Value (2.20.2)
 */
export function splatValue(
  expression: Splat,
  scope: Scope,
  problems: HclProblem[],
  evaluate: Evaluate,
): Value {
  const before = problems.length;
  const source = evaluate(expression.source, scope, problems);
  if (problems.length > before) return unknownValue;
  const type = typeOf(source);
  const isSequence = type.kind === "tuple" || type.kind === "list" || type.kind === "set";
  if (source.kind === "null") {
    if (!isSequence) return tupleValue([]);
    problems.push({
      code: "NX573",
      detail: "A * goes through the elements of a list, and this list is null.",
      subject: expression.source,
      context: { start: expression.source.start, end: expression.marker.end },
    });
    return unknownValue;
  }
  if (type.kind === "dynamic") return unknownValue;
  const each = (item: Value, list: HclProblem[]) =>
    evaluate(expression.each, { parent: scope, splatItem: item }, list);
  if (source.kind === "unknown") {
    if (!isSequence) {
      each(source, problems);
      return unknownValue;
    }
    return unknownOf(resultType(type, (item) => each(item, problems)));
  }
  const items = "items" in source ? source.items : [source];
  const start = problems.length;
  const values = items.map((item) => each(item, problems));
  // Told above already, for every element.
  if (problems.length > start) return unknownOf(resultType(type, (item) => each(item, [])));
  if (type.kind !== "list" && type.kind !== "set") return tupleValue(values);
  const [first] = values;
  if (first === undefined) return listValue(typeOf(each(unknownOf(type.element), problems)), []);
  const element = typeOf(first);
  // Elements of a list have one type, and so has what is made of each.
  return values.every((value) => sameType(typeOf(value), element))
    ? listValue(element, values)
    : tupleValue(values);
}

function resultType(type: Type, each: (item: Value) => Value): Type {
  if (type.kind === "list" || type.kind === "set") {
    return { kind: "list", element: typeOf(each(unknownOf(type.element))) };
  }
  const items = type.kind === "tuple" ? type.items : [type];
  return { kind: "tuple", items: items.map((item) => typeOf(each(unknownOf(item)))) };
}
