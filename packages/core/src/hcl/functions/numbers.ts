import {
  absolute,
  add,
  compare,
  fromBigInteger,
  fromDouble,
  fromInteger,
  infinity,
  isWhole,
  signOf,
  toDouble,
  truncate,
} from "../values/big-float.ts";
import { isWritable } from "../values/number-text.ts";
import type { BigFloat } from "../values/big-float.ts";
import { listOf, numberType, typeName } from "../values/types.ts";
import { integerValue, listValue, numberValue, typeOf } from "../values/value.ts";
import type { Value } from "../values/value.ts";
import type { CallResult } from "../evaluate/hcl-function.ts";
import { any, asNumber, asWhole, define, number } from "./define.ts";
import type { Functions } from "./define.ts";
import { goPow } from "../../go/pow.ts";

/** A range stops there, as on the server. */
const mostInRange = 1024;

/**
 * Functions of numbers.
 * @see zclconf/go-cty cty/function/stdlib/{number,sequence}.go (1.19.0)
 */
export const numberFunctions: Functions = {
  abs: define([number("num")], numberType, ([value]) => ({ value: numberValue(absolute(asNumber(value))) })),
  ceil: define([number("num")], numberType, ([value]) => ({ value: rounded(asNumber(value), 1) })),
  floor: define([number("num")], numberType, ([value]) => ({ value: rounded(asNumber(value), -1) })),
  log: define([number("num"), number("base")], numberType, ([value, base]) =>
    ofDoubles(value, base, (left, right) => Math.log(left) / Math.log(right)),
  ),
  pow: define([number("num"), number("power")], numberType, ([value, power]) =>
    ofDoubles(value, power, goPow),
  ),
  signum: define([number("num")], numberType, ([value]) => {
    const whole = asWhole(value);
    return "problem" in whole ? whole : { value: integerValue(Math.sign(whole.whole)) };
  }),
  max: define([], numberType, (args) => extreme(args, infinity(true), 1), number("numbers")),
  min: define([], numberType, (args) => extreme(args, infinity(false), -1), number("numbers")),
  parseint: define([any("number"), number("base")], numberType, ([value, base]) => parseInteger(value, base)),
  range: define([], listOf(numberType), range, number("params")),
};

function rounded(given: BigFloat, direction: 1 | -1): Value {
  if (given.infinite || (given.exponent > 0 && !isWritable(given))) return numberValue(given);
  if (isWhole(given)) return numberValue(fromBigInteger(truncate(given)));
  const awayFromZero = signOf(given) === direction ? BigInt(direction) : 0n;
  return numberValue(fromBigInteger(truncate(given) + awayFromZero));
}

/** By way of double precision, as the server computes it. */
function ofDoubles(
  left: Value | undefined,
  right: Value | undefined,
  compute: (left: number, right: number) => number,
): CallResult {
  const doubles = [asNumber(left), asNumber(right)].map((given) => ({ given, double: toDouble(given) }));
  if (doubles.some(({ given, double }) => !given.infinite && !Number.isFinite(double))) {
    return { problem: "the number is too large: it has to be below 1.8e308" };
  }
  const result = compute(doubles[0]?.double ?? 0, doubles[1]?.double ?? 0);
  if (Number.isNaN(result)) return { problem: "there is no such number" };
  return { value: numberValue(fromDouble(result)) };
}

function extreme(args: readonly Value[], start: BigFloat, direction: 1 | -1): CallResult {
  if (args.length === 0) return { problem: "at least one number is required" };
  let result = start;
  for (const arg of args) {
    if (compare(asNumber(arg), result) * direction > 0) result = asNumber(arg);
  }
  return { value: numberValue(result) };
}

const digits = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

function parseInteger(value: Value | undefined, baseValue: Value | undefined): CallResult {
  if (value?.kind !== "string") {
    const type = value === undefined ? "nothing" : typeName(typeOf(value));
    return { problem: `a text is required, and this is a ${type}`, argument: 0 };
  }
  const base = asWhole(baseValue);
  if ("problem" in base) return { ...base, argument: 1 };
  if (base.whole < 2 || base.whole > 62) {
    return { problem: "the base has to be a whole number between 2 and 62", argument: 1 };
  }
  const [, sign = "", given = ""] = /^([+-]?)(.*)$/s.exec(value.value) ?? [];
  const magnitude = magnitudeOf(base.whole > 36 ? given : given.toLowerCase(), base.whole);
  if (magnitude === undefined) {
    return {
      problem: `${JSON.stringify(value.value)} is not a whole number in base ${base.whole}`,
      argument: 0,
    };
  }
  return { value: numberValue(fromBigInteger(sign === "-" ? -magnitude : magnitude)) };
}

function magnitudeOf(text: string, base: number): bigint | undefined {
  if (text === "") return undefined;
  const values: number[] = [];
  for (const character of text) {
    const digit = digits.indexOf(character);
    if (digit < 0 || digit >= base) return undefined;
    values.push(digit);
  }
  return joined(values, BigInt(base));
}

/** Halves put together one after the other: the time for it grows less than with the square of the length. */
function joined(values: readonly number[], base: bigint): bigint {
  if (values.length <= 32) return values.reduce((sum, digit) => sum * base + BigInt(digit), 0n);
  const middle = values.length >> 1;
  const low = values.slice(middle);
  return joined(values.slice(0, middle), base) * base ** BigInt(low.length) + joined(low, base);
}

function range(args: readonly Value[]): CallResult {
  const zero = fromInteger(0);
  const numbers = args.map(asNumber);
  const [start, end] = numbers.length === 1 ? [zero, numbers[0]] : numbers;
  if (start === undefined || end === undefined || numbers.length > 3) {
    return { problem: "one, two or three arguments are required" };
  }
  const step = numbers[2] ?? fromInteger(compare(end, start) < 0 ? -1 : 1);
  // Of a step of zero the server makes values until they are too many.
  const direction = signOf(step) < 0 ? -1 : 1;
  if (compare(end, start) * direction < 0) {
    const side =
      direction < 0
        ? "before the start, since the step is negative"
        : "after the start, since the step is positive";
    return { problem: `the end has to be ${side}`, argument: 1 };
  }
  const values: Value[] = [];
  for (
    let next: BigFloat | undefined = start;
    next !== undefined && compare(next, end) * direction < 0;
    next = add(next, step)
  ) {
    if (values.length >= mostInRange) {
      return { problem: `it would be more than ${mostInRange} values: take a larger step or a nearer end` };
    }
    values.push(numberValue(next));
  }
  return { value: listValue(numberType, values) };
}
