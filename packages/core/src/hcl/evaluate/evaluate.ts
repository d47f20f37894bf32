import type { HclProblem } from "../problem.ts";
import type { Expression, ObjectExpression, Reference, Step } from "../syntax/expression.ts";
import { parseBigFloat } from "../values/big-float.ts";
import { convert } from "../values/convert.ts";
import { stringType } from "../values/types.ts";
import {
  boolValue,
  nullValue,
  numberValue,
  objectValue,
  tupleValue,
  unknownOf,
  unknownValue,
} from "../values/value.ts";
import type { Value } from "../values/value.ts";
import { attributeValue, indexValue } from "./access.ts";
import { callValue } from "./call.ts";
import { conditionalValue } from "./conditional.ts";
import { suggestion } from "./suggestion.ts";
import type { Evaluated } from "./evaluated.ts";
import { forValue } from "./for.ts";
import { binaryResult, operandType, resultType, unaryResult } from "./operators.ts";
import { nearest } from "./scope.ts";
import type { Scope } from "./scope.ts";
import { splatValue } from "./splat.ts";
import { templateValue } from "./template.ts";

/**
 * The value of an expression, as HCL 2.20.2 and cty 1.19.0 have it. Never throws: problems are returned, all of them, and
 * what depends on a value with a problem is unknown and says nothing more.
 *
 * @param scope what the names in the expression mean; none: only literals have a value.
 * @see hashicorp/hcl hclsyntax/expression.go
 */
export function evaluate(expression: Expression, scope: Scope = {}): Evaluated {
  const problems: HclProblem[] = [];
  const value = valueOf(expression, scope, problems);
  return { value, problems };
}

function valueOf(expression: Expression, scope: Scope, problems: HclProblem[]): Value {
  switch (expression.kind) {
    case "number": {
      const number = parseBigFloat(expression.text);
      return number === undefined ? unknownValue : numberValue(number);
    }
    case "boolean":
      return boolValue(expression.value);
    case "null":
      return nullValue;
    case "template":
      return templateValue(expression, scope, problems, valueOf);
    case "tuple":
      return tupleValue(expression.items.map((item) => valueOf(item, scope, problems)));
    case "object":
      return objectOf(expression, scope, problems);
    case "for":
      return forValue(expression, scope, problems, valueOf);
    case "reference":
      return referenced(expression, scope, problems);
    case "traversal":
      return followed(valueOf(expression.source, scope, problems), expression.steps, scope, problems);
    case "index": {
      const collection = valueOf(expression.collection, scope, problems);
      const key = valueOf(expression.key, scope, problems);
      const part = indexValue(collection, key, { start: expression.open, end: expression.end });
      if ("value" in part) return part.value;
      problems.push(part.problem);
      return unknownValue;
    }
    case "splat":
      return splatValue(expression, scope, problems, valueOf);
    case "splat-item":
      return scope.splatItem ?? unknownValue;
    case "call":
      return callValue(expression, scope, problems, valueOf);
    case "unary":
    case "binary":
      return operationValue(expression, scope, problems);
    case "conditional":
      return conditionalValue(expression, scope, problems, valueOf);
    case "parentheses":
      return valueOf(expression.inner, scope, problems);
    case "invalid":
      return unknownValue;
  }
}

function objectOf(expression: ObjectExpression, scope: Scope, problems: HclProblem[]): Value {
  const entries: [string, Value][] = [];
  let isKnown = true;
  for (const { key, value } of expression.entries) {
    const before = problems.length;
    const name = keyValue(key, scope, problems);
    const hasKey = problems.length === before;
    const item = valueOf(value, scope, problems);
    const text = hasKey ? keyText(name, key, value, problems) : undefined;
    if (text === undefined) isKnown = false;
    else entries.push([text, item]);
  }
  return isKnown ? objectValue(entries) : unknownValue;
}

function keyValue(key: Expression, scope: Scope, problems: HclProblem[]): Value {
  const literal = literalKey(key);
  if (literal !== undefined) return { kind: "string", value: literal };
  if (key.kind === "reference") {
    problems.push({
      code: "NX572",
      detail:
        "Put a reference into parentheses when its value is the key, or a name with dots into quotes when it is the key itself.",
      subject: key,
    });
    return unknownValue;
  }
  return valueOf(key, scope, problems);
}

/** A single word is a key as it stands, also `true`, `false` and `null`. */
function literalKey(key: Expression): string | undefined {
  if (key.kind === "reference" && key.steps.length === 0) return key.name.normalize("NFC");
  if (key.kind === "boolean") return String(key.value);
  return key.kind === "null" ? "null" : undefined;
}

function keyText(
  name: Value,
  key: Expression,
  value: Expression,
  problems: HclProblem[],
): string | undefined {
  if (name.kind === "null") {
    problems.push({
      code: "NX572",
      detail: "The key of this element is null: a key has to be a text.",
      subject: value,
    });
    return undefined;
  }
  const converted = convert(name, stringType);
  if ("problem" in converted) {
    problems.push({
      code: "NX572",
      detail: `This value cannot be a key: ${converted.problem}.`,
      subject: key,
    });
    return undefined;
  }
  return converted.value.kind === "string" ? converted.value.value : undefined;
}

function referenced(reference: Reference, scope: Scope, problems: HclProblem[]): Value {
  const value = nearest(scope, ({ variables }) => variables?.get(reference.name));
  if (value !== undefined) return followed(value, reference.steps, scope, problems);
  const undefinedReference = nearest(scope, (each) => each.undefinedReference);
  if (undefinedReference !== undefined) {
    const result = undefinedReference(reference);
    problems.push(...result.problems);
    return result.value;
  }
  const subject = { start: reference.start, end: reference.start + reference.name.length };
  const names = new Set<string>();
  nearest(scope, ({ variables }) => {
    for (const name of variables?.keys() ?? []) names.add(name);
    return undefined;
  });
  const knowsNone = nearest(scope, ({ variables }) => variables) === undefined;
  problems.push({
    code: "NX561",
    detail: knowsNone
      ? "Variables cannot be used here: write the value itself."
      : `There is no variable named "${reference.name}".${suggestion(reference.name, names)}`,
    subject,
  });
  return unknownValue;
}

/** Goes from a value to a part of it, step by step, to the first that is not there. */
function followed(from: Value, steps: readonly Step[], scope: Scope, problems: HclProblem[]): Value {
  let value = from;
  for (const step of steps) {
    const part =
      step.kind === "attribute-step"
        ? attributeValue(value, step.name, step)
        : indexValue(value, valueOf(step.key, scope, problems), step);
    if ("problem" in part) {
      problems.push(part.problem);
      return unknownValue;
    }
    value = part.value;
  }
  return value;
}

type Operation = Extract<Expression, { kind: "unary" | "binary" }>;

function operationValue(expression: Operation, scope: Scope, problems: HclProblem[]): Value {
  const before = problems.length;
  const type = operandType(expression.operator);
  const isUnary = expression.kind === "unary";
  const operands = isUnary ? [expression.operand] : [expression.left, expression.right];
  const given: Value[] = [];
  // A loop: operations may be as deep as a tree is high, and what calls itself needs little of the stack.
  for (const operand of operands) given.push(valueOf(operand, scope, problems));
  const values = given.map((value, index) => {
    const converted = convert(value, type);
    if ("value" in converted) return converted.value;
    const subject = operands[index] ?? expression;
    const side = isUnary ? "The operand" : index === 0 ? "The left operand" : "The right operand";
    problems.push({
      code: "NX566",
      detail: `${side} of ${expression.operator} does not fit: ${converted.problem}.`,
      subject,
      context: expression,
    });
    return unknownValue;
  });
  const unknown = unknownOf(resultType(expression.operator));
  if (problems.length > before) return unknown;
  const [left = unknownValue, right = unknownValue] = values;
  const result = isUnary
    ? unaryResult(expression.operator, left)
    : binaryResult(expression.operator, left, right);
  if ("value" in result) return result.value;
  problems.push({
    code: "NX567",
    detail: `The operation ${expression.operator} has no result here: ${result.problem}.`,
    subject: expression,
  });
  return unknown;
}
