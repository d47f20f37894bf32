import { bitLength, isZero } from "./big-float.ts";
import type { BigFloat } from "./big-float.ts";

/**
 * A positive number in decimal: `0.digits × 10^point`. No zero at the end; no digits at all for zero.
 */
export interface Decimal {
  readonly digits: string;
  readonly point: number;
}

/** Numbers with more bits before or after the point than this are not written out: a text of a million digits. */
const mostBits = 3_400_000;

/** Whether the number can be written in decimal within reason: less than about a million digits. */
export function isWritable(number: BigFloat): boolean {
  return Math.abs(number.exponent) + bitLength(number.mantissa) <= mostBits;
}

/** All decimal digits of a number, its sign aside: every binary fraction has an end in decimal. */
export function exactDecimal(number: BigFloat): Decimal {
  return decimalOf(number.mantissa, number.exponent);
}

function decimalOf(mantissa: bigint, exponent: number): Decimal {
  if (mantissa === 0n) return { digits: "", point: 0 };
  const whole = exponent >= 0 ? mantissa << BigInt(exponent) : mantissa * 5n ** BigInt(-exponent);
  const digits = whole.toString();
  return { digits: withoutZerosAtEnd(digits), point: digits.length + Math.min(0, exponent) };
}

function withoutZerosAtEnd(digits: string): string {
  let end = digits.length;
  while (end > 0 && digits.charCodeAt(end - 1) === 0x30) end -= 1;
  return digits.slice(0, end);
}

/**
 * The fewest digits that lead back to the same number at its precision.
 * @see golang/go math/big ftoa.go roundShortest (1.26)
 */
export function shortestDecimal(number: BigFloat): Decimal {
  const exact = exactDecimal(number);
  if (number.mantissa === 0n) return exact;
  const shift = bitLength(number.mantissa) - (number.precision + 1);
  // Within its precision a whole number has no neighbour nearer than a half.
  if (number.exponent >= 0 && bitLength(number.mantissa) + number.exponent <= number.precision) return exact;
  const mantissa = shift < 0 ? number.mantissa << BigInt(-shift) : number.mantissa >> BigInt(shift);
  const exponent = number.exponent + shift;
  const lower = decimalOf(mantissa - 1n, exponent).digits;
  const upper = decimalOf(mantissa + 1n, exponent).digits;
  const inclusive = (mantissa & 2n) === 0n;
  for (let index = 0; index < exact.digits.length; index += 1) {
    const digit = digitAt(exact.digits, index);
    const low = digitAt(lower, index);
    const high = digitAt(upper, index);
    const mayRoundDown = low !== digit || (inclusive && index + 1 === lower.length);
    const mayRoundUp = digit !== high && (inclusive || digit + 1 < high || index + 1 < upper.length);
    if (mayRoundDown && mayRoundUp) return roundDecimal(exact, index + 1);
    if (mayRoundDown) return { ...exact, digits: withoutZerosAtEnd(exact.digits.slice(0, index + 1)) };
    if (mayRoundUp) return roundUp(exact, index + 1);
  }
  return exact;
}

function digitAt(digits: string, index: number): number {
  return index < digits.length ? digits.charCodeAt(index) - 0x30 : 0;
}

/** Rounds to `count` digits, halves to even. */
export function roundDecimal(decimal: Decimal, count: number): Decimal {
  if (count >= decimal.digits.length) return decimal;
  if (count < 0) return { digits: "", point: 0 };
  const next = digitAt(decimal.digits, count);
  const isHalf = next === 5 && count + 1 === decimal.digits.length;
  const up = isHalf ? count > 0 && digitAt(decimal.digits, count - 1) % 2 === 1 : next >= 5;
  if (up) return roundUp(decimal, count);
  const digits = withoutZerosAtEnd(decimal.digits.slice(0, count));
  return digits === "" ? { digits, point: 0 } : { digits, point: decimal.point };
}

function roundUp(decimal: Decimal, count: number): Decimal {
  let end = count;
  while (end > 0 && digitAt(decimal.digits, end - 1) === 9) end -= 1;
  if (end === 0) return { digits: "1", point: decimal.point + 1 };
  const last = String(digitAt(decimal.digits, end - 1) + 1);
  return { digits: decimal.digits.slice(0, end - 1) + last, point: decimal.point };
}

/**
 * The number in plain decimal without an exponent, as short as its precision allows: "1.5", "-0", "+Inf".
 * Ask {@link isWritable} before: 1e600000000 would be a text of a billion digits.
 * @see golang/go math/big Float.Text('f', -1)
 */
export function plainText(number: BigFloat): string {
  if (number.infinite) return number.negative ? "-Inf" : "+Inf";
  const sign = number.negative ? "-" : "";
  if (isZero(number)) return `${sign}0`;
  if (number.exponent === 0 && bitLength(number.mantissa) <= number.precision) {
    return sign + number.mantissa.toString();
  }
  return sign + fixedText(shortestDecimal(number), 0);
}

/** Digits with a point and at least `places` digits after it; more where the decimal has more. */
export function fixedText(decimal: Decimal, places: number): string {
  const { digits, point } = decimal;
  const whole = point > 0 ? digits.slice(0, point).padEnd(point, "0") : "0";
  const fraction =
    point >= digits.length ? "" : "0".repeat(Math.max(0, -point)) + digits.slice(Math.max(0, point));
  const padded = fraction.padEnd(places, "0");
  return padded === "" ? whole : `${whole}.${padded}`;
}
