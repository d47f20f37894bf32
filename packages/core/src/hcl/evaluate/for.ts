import type { HclProblem } from "../problem.ts";
import type { Expression, For } from "../syntax/expression.ts";
import type { TextRange } from "../syntax/text-range.ts";
import { convert } from "../values/convert.ts";
import { boolType, stringType, typeName } from "../values/types.ts";
import { integerValue, objectValue, stringValue, tupleValue, typeOf, unknownValue } from "../values/value.ts";
import type { Value } from "../values/value.ts";
import type { Evaluate } from "./evaluation.ts";
import type { Scope } from "./scope.ts";

/** The collection that a `for` goes through, and the names that each element and its key have meanwhile. */
export interface Loop extends TextRange {
  readonly keyName: string | undefined;
  readonly valueName: string;
  readonly collection: Expression;
}

/**
 * `[for v in list : …]` and `{for k, v in map : … => …}`.
 * @see hashicorp/hcl hclsyntax/expression.go ForExpr.Value (2.20.2)
 */
export function forValue(expression: For, scope: Scope, problems: HclProblem[], evaluate: Evaluate): Value {
  const elements = elementsOf(expression, scope, problems, evaluate);
  if (elements === undefined) return unknownValue;
  if (!mayBeCondition(expression, scope, problems, evaluate)) return unknownValue;
  const collected =
    expression.key === undefined ? new Items(expression) : new Entries(expression, expression.key);
  for (const [key, value] of elements) {
    const inner = innerScope(expression, scope, key, value);
    const isIncluded = includes(expression, inner, problems, evaluate, collected.isKnown);
    if (isIncluded === undefined) collected.isKnown = false;
    else if (isIncluded) collected.add(inner, problems, evaluate);
  }
  return collected.isKnown ? collected.value() : unknownValue;
}

/**
 * Keys and values of what a loop goes through; `undefined` when it cannot, after a report, or what it is is not known.
 */
export function elementsOf(
  loop: Loop,
  scope: Scope,
  problems: HclProblem[],
  evaluate: Evaluate,
): readonly (readonly [Value, Value])[] | undefined {
  const collection = evaluate(loop.collection, scope, problems);
  if (collection.kind === "null") {
    problems.push({
      code: "NX573",
      detail: "A for expression needs a list, a set, a map or an object, and this is null.",
      subject: loop.collection,
      context: loop,
    });
    return undefined;
  }
  if ("items" in collection) {
    const isSet = collection.kind === "set";
    return collection.items.map((item, index) => [isSet ? item : integerValue(index), item]);
  }
  if ("entries" in collection)
    return Array.from(collection.entries, ([key, value]) => [stringValue(key), value]);
  const type = typeOf(collection);
  const isScalar = type.kind === "string" || type.kind === "number" || type.kind === "bool";
  if (isScalar) {
    problems.push({
      code: "NX573",
      detail: `A for expression needs a list, a set, a map or an object, and this is a ${typeName(type)}.`,
      subject: loop.collection,
      context: loop,
    });
  }
  return undefined;
}

/** The scope within a loop, at one of its elements. */
export function innerScope(loop: Loop, parent: Scope, key: Value, value: Value): Scope {
  const variables = new Map<string, Value>();
  if (loop.keyName !== undefined) variables.set(loop.keyName, key);
  variables.set(loop.valueName, value);
  return { parent, variables };
}

/** Looks once whether the condition can be one at all, so that it is not told for every element. */
function mayBeCondition(expression: For, scope: Scope, problems: HclProblem[], evaluate: Evaluate): boolean {
  const { condition } = expression;
  if (condition === undefined) return true;
  const before = problems.length;
  const value = evaluate(condition, innerScope(expression, scope, unknownValue, unknownValue), problems);
  const why = value.kind === "null" ? "it is null" : whyNo(value);
  if (why !== undefined) problems.push(conditionProblem(expression, condition, why));
  return problems.length === before;
}

function whyNo(value: Value): string | undefined {
  const converted = convert(value, boolType);
  return "problem" in converted ? converted.problem : undefined;
}

function conditionProblem(expression: For, condition: Expression, why: string): HclProblem {
  return {
    code: "NX568",
    detail: `The condition after "if" has to be true or false: ${why}.`,
    subject: condition,
    context: expression,
  };
}

/** Whether the condition takes this element; `undefined` when that is not known, or wrong. */
function includes(
  expression: For,
  scope: Scope,
  problems: HclProblem[],
  evaluate: Evaluate,
  reports: boolean,
): boolean | undefined {
  const { condition } = expression;
  if (condition === undefined) return true;
  const value = evaluate(condition, scope, problems);
  if (value.kind === "unknown") return undefined;
  const converted = convert(value, boolType);
  if ("value" in converted && converted.value.kind === "bool") return converted.value.value;
  if (reports) {
    const why = "problem" in converted ? converted.problem : "it is null";
    problems.push(conditionProblem(expression, condition, why));
  }
  return undefined;
}

/** Collects the items of a tuple. */
class Items {
  isKnown = true;
  readonly #expression: For;
  readonly #items: Value[] = [];

  constructor(expression: For) {
    this.#expression = expression;
  }

  add(scope: Scope, problems: HclProblem[], evaluate: Evaluate): void {
    this.#items.push(evaluate(this.#expression.value, scope, problems));
  }

  value(): Value {
    return tupleValue(this.#items);
  }
}

/** Collects the entries of an object, or where they are grouped, a tuple of values for each key. */
class Entries {
  isKnown = true;
  readonly #expression: For;
  readonly #key: Expression;
  readonly #groups = new Map<string, Value[]>();

  constructor(expression: For, key: Expression) {
    this.#expression = expression;
    this.#key = key;
  }

  add(scope: Scope, problems: HclProblem[], evaluate: Evaluate): void {
    const key = this.#keyText(evaluate(this.#key, scope, problems), problems);
    if (key === undefined) {
      this.isKnown = false;
      return;
    }
    const value = evaluate(this.#expression.value, scope, problems);
    const group = this.#groups.get(key);
    if (group === undefined) {
      this.#groups.set(key, [value]);
    } else if (this.#expression.grouping) {
      group.push(value);
    } else {
      problems.push({
        code: "NX572",
        detail: `Two elements have the key ${JSON.stringify(key)}. Write ... after the value to collect the values of equal keys.`,
        subject: this.#key,
        context: this.#expression,
      });
    }
  }

  #keyText(key: Value, problems: HclProblem[]): string | undefined {
    if (key.kind === "unknown") return undefined;
    const converted = convert(key, stringType);
    if ("value" in converted && converted.value.kind === "string") return converted.value.value;
    if (this.isKnown) {
      problems.push({
        code: "NX572",
        detail: `The key has to be a text: ${"problem" in converted ? converted.problem : "it is null"}.`,
        subject: this.#key,
        context: this.#expression,
      });
    }
    return undefined;
  }

  value(): Value {
    const entries = Array.from(this.#groups, ([key, values]): [string, Value] => [
      key,
      this.#expression.grouping ? tupleValue(values) : (values[0] ?? unknownValue),
    ]);
    return objectValue(entries);
  }
}
