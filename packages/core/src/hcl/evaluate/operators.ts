import type { BinaryOperator, UnaryOperator } from "../syntax/expression.ts";
import {
  add,
  compare,
  divide,
  fromBigInteger,
  isIndefiniteProduct,
  isZero,
  multiply,
  negate,
  subtract,
  truncate,
} from "../values/big-float.ts";
import { isWritable } from "../values/number-text.ts";
import type { BigFloat } from "../values/big-float.ts";
import { boolType, dynamicType, numberType } from "../values/types.ts";
import type { Type } from "../values/types.ts";
import { boolValue, numberValue, unknownOf, valuesEqual } from "../values/value.ts";
import type { Value } from "../values/value.ts";

/** The result of an operation, or why there is none. */
type Result = { readonly value: Value } | { readonly problem: string };

/** Type to which both operands are converted. */
export function operandType(operator: BinaryOperator | UnaryOperator): Type {
  switch (operator) {
    case "||":
    case "&&":
    case "!":
      return boolType;
    case "==":
    case "!=":
      return dynamicType;
    default:
      return numberType;
  }
}

/** Type of the result. */
export function resultType(operator: BinaryOperator | UnaryOperator): Type {
  switch (operator) {
    case "+":
    case "-":
    case "*":
    case "/":
    case "%":
      return numberType;
    default:
      return boolType;
  }
}

/**
 * `-a` and `!a`; the operand has the type of {@link operandType}.
 * @see hashicorp/hcl hclsyntax/expression_ops.go, zclconf/go-cty cty/function/stdlib
 */
export function unaryResult(operator: UnaryOperator, operand: Value): Result {
  if (operand.kind === "null") return { problem: "it must not be null" };
  if (operand.kind === "number") return { value: numberValue(negate(operand.value)) };
  if (operand.kind === "bool") return { value: boolValue(!operand.value) };
  return { value: unknownOf(resultType(operator)) };
}

/** `a + b` and all others of two operands, which have the type of {@link operandType}. */
export function binaryResult(operator: BinaryOperator, left: Value, right: Value): Result {
  if (operator === "==" || operator === "!=") {
    const equal = valuesEqual(left, right);
    return { value: equal === undefined ? unknownOf(boolType) : boolValue(equal === (operator === "==")) };
  }
  if (left.kind === "null" || right.kind === "null") return { problem: "no operand must be null" };
  if (left.kind === "bool" && right.kind === "bool") {
    return { value: boolValue(operator === "&&" ? left.value && right.value : left.value || right.value) };
  }
  if (left.kind === "number" && right.kind === "number") return ofNumbers(operator, left.value, right.value);
  return { value: unknownOf(resultType(operator)) };
}

function ofNumbers(operator: BinaryOperator, left: BigFloat, right: BigFloat): Result {
  switch (operator) {
    case ">":
      return { value: boolValue(compare(left, right) > 0) };
    case ">=":
      return { value: boolValue(compare(left, right) >= 0) };
    case "<":
      return { value: boolValue(compare(left, right) < 0) };
    case "<=":
      return { value: boolValue(compare(left, right) <= 0) };
    case "+":
      return number(add(left, right), "infinities of different signs have no sum");
    case "-":
      return number(subtract(left, right), "an infinity minus itself has no value");
    case "*":
      return isIndefiniteProduct(left, right)
        ? { problem: "zero times infinity has no value" }
        : number(multiply(left, right), "");
    case "/":
      return number(divide(left, right), "zero divided by zero, or infinity by infinity, has no value");
    default:
      return remainder(left, right);
  }
}

function number(value: BigFloat | undefined, problem: string): Result {
  return value === undefined ? { problem } : { value: numberValue(value) };
}

/** The remainder of a division; its sign is that of the dividend. By zero it is the dividend. */
function remainder(left: BigFloat, right: BigFloat): Result {
  if (isZero(right)) return { value: numberValue(left) };
  if (left.infinite || right.infinite) return { problem: "an infinity has no remainder" };
  const quotient = divide(left, right);
  if (quotient === undefined || quotient.infinite) return { value: numberValue(left) };
  if (!isWritable(quotient)) return { problem: "the quotient has more than a million digits" };
  const { precision } = left;
  const whole = { ...fromBigInteger(truncate(quotient)), precision };
  const product = multiply({ ...right, precision: Math.min(right.precision, precision) }, whole);
  const rest = subtract(left, product);
  return rest === undefined ? { value: numberValue(left) } : { value: numberValue({ ...rest, precision }) };
}
