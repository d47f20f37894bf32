/**
 * A binary floating-point number of up to `precision` bits: `(-1)^negative × mantissa × 2^exponent`, or an infinity.
 * There is no NaN. Zero has a sign, as in IEEE 754: `-0` is written "-0".
 *
 * HCL's numbers are such, with 512 bits where a text is read and 64 where a function counts: sums, decimal texts and
 * comparisons come out as on a Nomad server (`0.1 + 0.2 == 0.3` is true).
 *
 * @see golang/go math/big float.go (1.26), zclconf/go-cty cty/value_init.go (1.19.0)
 */
export interface BigFloat {
  readonly negative: boolean;
  /** Never negative; 0n is zero, and of an infinity. */
  readonly mantissa: bigint;
  /** Power of two, a whole number. */
  readonly exponent: number;
  /** Bits of mantissa to which results are rounded; the larger one of two operands counts. */
  readonly precision: number;
  readonly infinite: boolean;
}

/** Bits of a number that was read from a text. */
const textPrecision = 512;
/** Bits of a number that comes from a 64-bit integer: lengths, indexes. */
const integerPrecision = 64;
/** Bits of a number that comes from IEEE 754 double precision: logarithms, powers. */
const doublePrecision = 53;

/** The exponents of Go's big.Float are 32 bits wide: beyond, there is infinity, and zero. */
const largestExponent = 2 ** 31 - 1;

/** `2` to the power of `bits`. */
function shifted(value: bigint, bits: number): bigint {
  return value << BigInt(bits);
}

/** How many bits a natural number has; 0 for 0. */
export function bitLength(value: bigint): number {
  if (value <= 0xffff_ffffn) return 32 - Math.clz32(Number(value));
  const digits = value.toString(16);
  return (digits.length - 1) * 4 + (32 - Math.clz32(Number.parseInt(digits.charAt(0), 16)));
}

/** An infinity of the given sign. */
export function infinity(negative: boolean, precision: number = textPrecision): BigFloat {
  return { negative, mantissa: 0n, exponent: 0, precision, infinite: true };
}

/**
 * Rounds `mantissa × 2^exponent` to `precision` bits, halves to even.
 * `sticky` says that a bit further down than those of the mantissa is set.
 */
function rounded(
  negative: boolean,
  mantissa: bigint,
  exponent: number,
  precision: number,
  sticky: boolean = false,
): BigFloat {
  const cut = bitLength(mantissa) - precision;
  if (cut > 0) {
    const low = mantissa & (shifted(1n, cut) - 1n);
    const half = shifted(1n, cut - 1);
    let kept = mantissa >> BigInt(cut);
    const roundsUp = low > half || (low === half && (sticky || (kept & 1n) === 1n));
    if (roundsUp) kept += 1n;
    return inRange(negative, kept, exponent + cut, precision);
  }
  return inRange(negative, mantissa, exponent, precision);
}

function inRange(negative: boolean, mantissa: bigint, exponent: number, precision: number): BigFloat {
  const top = exponent + (mantissa <= 0xffff_ffffn ? 32 : bitLength(mantissa));
  if (mantissa !== 0n && top > largestExponent) return infinity(negative, precision);
  if (mantissa !== 0n && top < -largestExponent) {
    return { negative, mantissa: 0n, exponent: 0, precision, infinite: false };
  }
  return { negative, mantissa, exponent, precision, infinite: false };
}

/** The number that a 64-bit integer is. A JavaScript number has to be whole. */
export function fromInteger(value: bigint | number): BigFloat {
  const whole = BigInt(value);
  return {
    negative: whole < 0n,
    mantissa: whole < 0n ? -whole : whole,
    exponent: 0,
    precision: integerPrecision,
    infinite: false,
  };
}

/** A whole number of any size, with as many bits as it needs (at least 64). */
export function fromBigInteger(value: bigint): BigFloat {
  const number = fromInteger(value);
  return { ...number, precision: Math.max(integerPrecision, bitLength(number.mantissa)) };
}

/** The number that a double is, exactly. NaN has no such number: the caller looks before. */
export function fromDouble(value: number): BigFloat {
  const negative = value < 0 || Object.is(value, -0);
  if (!Number.isFinite(value)) return infinity(negative, doublePrecision);
  let mantissa = Math.abs(value);
  let exponent = 0;
  while (!Number.isInteger(mantissa)) {
    mantissa *= 2;
    exponent -= 1;
  }
  return { negative, mantissa: BigInt(mantissa), exponent, precision: doublePrecision, infinite: false };
}

const numberText = /^([+-]?)(?:(\d*)(?:\.(\d*))?(?:([eEpP])([+-]?\d+))?|([iI]nf))$/;

/**
 * Reads a decimal number ("12", ".5", "5.", "-1e3", "+Inf"; `p` in place of `e` for a power of two), as
 * Go's `big.ParseFloat(text, 10, 512, ToNearestEven)` does. No blanks, no underscores, no other bases.
 * @returns `undefined` when the text is no number.
 */
export function parseBigFloat(text: string): BigFloat | undefined {
  const parts = numberText.exec(text);
  if (parts === null) return undefined;
  const [, sign, whole = "", fraction = "", exponentMark, exponentText = "0", infinite] = parts;
  const negative = sign === "-";
  if (infinite !== undefined) return infinity(negative);
  if (whole === "" && fraction === "") return undefined;
  const mantissa = BigInt(whole + fraction);
  const isBinary = exponentMark === "p" || exponentMark === "P";
  const exponent = Number(exponentText);
  if (mantissa === 0n) return { negative, mantissa, exponent: 0, precision: textPrecision, infinite: false };
  // Go's exponents are 64 bits wide here; what is beyond 32 bits is infinity or zero in the end.
  if (!Number.isSafeInteger(exponent)) return undefined;
  const tens = (isBinary ? 0 : exponent) - fraction.length;
  const twos = tens + (isBinary ? exponent : 0);
  if (tens === 0) return rounded(negative, mantissa, twos, textPrecision);
  const five = powerOfFive(Math.min(Math.abs(tens), largestExponent), textPrecision + 64);
  if (five.infinite) {
    return tens > 0
      ? infinity(negative)
      : { negative, mantissa: 0n, exponent: 0, precision: textPrecision, infinite: false };
  }
  if (tens > 0) return rounded(negative, mantissa * five.mantissa, twos + five.exponent, textPrecision);
  return quotient(negative, { mantissa, exponent: twos }, five, textPrecision);
}

/** 5^power, rounded to `precision` bits at each step. */
function powerOfFive(power: number, precision: number): BigFloat {
  let result: BigFloat = { ...fromInteger(1), precision };
  let base: BigFloat = { ...fromInteger(5), precision };
  for (let rest = power; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result = multiply(result, base);
    if (rest > 1) base = multiply(base, base);
  }
  return result;
}

type Scaled = Pick<BigFloat, "mantissa" | "exponent">;

function quotient(negative: boolean, dividend: Scaled, divisor: Scaled, precision: number): BigFloat {
  const missing = precision + 2 - (bitLength(dividend.mantissa) - bitLength(divisor.mantissa));
  const shift = Math.max(0, missing);
  const scaled = shifted(dividend.mantissa, shift);
  const result = scaled / divisor.mantissa;
  const sticky = result * divisor.mantissa !== scaled;
  return rounded(negative, result, dividend.exponent - divisor.exponent - shift, precision, sticky);
}

/** Whether the number is zero, of either sign. */
export function isZero(number: BigFloat): boolean {
  return number.mantissa === 0n && !number.infinite;
}

/** The number with the other sign. */
export function negate(number: BigFloat): BigFloat {
  return { ...number, negative: !number.negative };
}

/** The number without its sign. */
export function absolute(number: BigFloat): BigFloat {
  return number.negative ? { ...number, negative: false } : number;
}

function signed(number: BigFloat): bigint {
  return number.negative ? -number.mantissa : number.mantissa;
}

/** The sum; `undefined` for infinities of different signs. */
export function add(left: BigFloat, right: BigFloat): BigFloat | undefined {
  const precision = Math.max(left.precision, right.precision);
  if (left.infinite || right.infinite) {
    if (left.infinite && right.infinite && left.negative !== right.negative) return undefined;
    return infinity(left.infinite ? left.negative : right.negative, precision);
  }
  if (isZero(left) && isZero(right)) return { ...left, precision, negative: left.negative && right.negative };
  if (isZero(left)) return rounded(right.negative, right.mantissa, right.exponent, precision);
  if (isZero(right)) return rounded(left.negative, left.mantissa, left.exponent, precision);
  const [high, low] = left.exponent >= right.exponent ? [left, right] : [right, left];
  const gap = high.exponent - low.exponent;
  // Too small to count, but for the direction in which a half is rounded.
  if (gap > bitLength(low.mantissa) + precision + 2) {
    const guard = precision + 2;
    const tail = high.negative === low.negative ? 1n : -1n;
    return rounded(
      high.negative,
      shifted(high.mantissa, guard) + tail,
      high.exponent - guard,
      precision,
      true,
    );
  }
  const sum = shifted(signed(high), gap) + signed(low);
  return rounded(sum < 0n, sum < 0n ? -sum : sum, low.exponent, precision);
}

/** The difference; `undefined` for infinities of the same sign. */
export function subtract(left: BigFloat, right: BigFloat): BigFloat | undefined {
  return add(left, negate(right));
}

/** The product. Zero times infinity is for the caller to refuse: see {@link isIndefiniteProduct}. */
export function multiply(left: BigFloat, right: BigFloat): BigFloat {
  const precision = Math.max(left.precision, right.precision);
  const negative = left.negative !== right.negative;
  if (left.infinite || right.infinite) return infinity(negative, precision);
  return rounded(negative, left.mantissa * right.mantissa, left.exponent + right.exponent, precision);
}

/** Whether a product has no value: zero times infinity. */
export function isIndefiniteProduct(left: BigFloat, right: BigFloat): boolean {
  return (left.infinite && isZero(right)) || (right.infinite && isZero(left));
}

/** The quotient; a number divided by zero is infinite. `undefined` for 0/0 and for two infinities. */
export function divide(left: BigFloat, right: BigFloat): BigFloat | undefined {
  const precision = Math.max(left.precision, right.precision);
  const negative = left.negative !== right.negative;
  if ((isZero(left) && isZero(right)) || (left.infinite && right.infinite)) return undefined;
  if (left.infinite || isZero(right)) return infinity(negative, precision);
  if (isZero(left) || right.infinite) {
    return { negative, mantissa: 0n, exponent: 0, precision, infinite: false };
  }
  return quotient(negative, left, right, precision);
}

/** -1, 0 or 1: how the first number lies to the second. The zeros are equal. */
export function compare(left: BigFloat, right: BigFloat): number {
  const leftSign = signOf(left);
  const rightSign = signOf(right);
  if (leftSign !== rightSign) return leftSign < rightSign ? -1 : 1;
  if (leftSign === 0) return 0;
  if (left.infinite || right.infinite) {
    if (left.infinite && right.infinite) return 0;
    return left.infinite ? leftSign : -leftSign;
  }
  const tops = topBit(left) - topBit(right);
  if (tops !== 0) return tops > 0 ? leftSign : -leftSign;
  const gap = left.exponent - right.exponent;
  const a = gap > 0 ? shifted(left.mantissa, gap) : left.mantissa;
  const b = gap < 0 ? shifted(right.mantissa, -gap) : right.mantissa;
  return a === b ? 0 : a > b ? leftSign : -leftSign;
}

/** -1, 0 or 1. */
export function signOf(number: BigFloat): number {
  if (isZero(number)) return 0;
  return number.negative ? -1 : 1;
}

function topBit(number: BigFloat): number {
  return number.exponent + bitLength(number.mantissa);
}

/** Whether the number has no fraction; infinities are no whole numbers. */
export function isWhole(number: BigFloat): boolean {
  if (number.infinite) return false;
  if (number.exponent >= 0) return true;
  if (number.mantissa === 0n) return true;
  return -number.exponent < bitLength(number.mantissa) && hasZeroTail(number.mantissa, -number.exponent);
}

function hasZeroTail(mantissa: bigint, bits: number): boolean {
  return (mantissa & (shifted(1n, bits) - 1n)) === 0n;
}

/**
 * The number without its fraction, rounded towards zero. Not for infinities, nor for numbers of which nobody knows how large
 * they are: {@link asInteger} looks.
 */
export function truncate(number: BigFloat): bigint {
  const magnitude =
    number.exponent >= 0
      ? shifted(number.mantissa, number.exponent)
      : -number.exponent > bitLength(number.mantissa)
        ? 0n
        : number.mantissa >> BigInt(-number.exponent);
  return number.negative ? -magnitude : magnitude;
}

/**
 * The whole number that it is; `undefined` where it has a fraction, or more than 64 bits: of 1e600000000 not even the memory
 * holds them all.
 */
export function asInteger(number: BigFloat): bigint | undefined {
  if (isZero(number)) return 0n;
  return isWhole(number) && topBit(number) <= 64 ? truncate(number) : undefined;
}

/**
 * The number as 64 bits hold it: rounded towards zero; one beyond them is the least or greatest that they hold.
 * @see golang/go math/big Float.Int64 (1.26)
 */
export function toInt64(number: BigFloat): bigint {
  if (isZero(number)) return 0n;
  if (!number.infinite && topBit(number) < 64) return truncate(number);
  return number.negative ? -(2n ** 63n) : 2n ** 63n - 1n;
}

/** The nearest double, halves to even; too large is an infinity. */
export function toDouble(number: BigFloat): number {
  if (number.infinite) return number.negative ? -Infinity : Infinity;
  const magnitude = nearestDouble(number);
  return number.negative ? -magnitude : magnitude;
}

function nearestDouble(number: BigFloat): number {
  if (number.mantissa === 0n) return 0;
  const top = topBit(number);
  if (top > 1025) return Infinity;
  if (top < -1080) return 0;
  // Below 2^-1021 a double has fewer bits: as many as are left above 2^-1074.
  const bits = Math.min(doublePrecision, top + 1074);
  if (bits < 1) return compare(absolute(number), smallestHalf) > 0 ? Number.MIN_VALUE : 0;
  const exact = rounded(false, number.mantissa, number.exponent, bits);
  const cut = bitLength(exact.mantissa) - doublePrecision;
  const mantissa = cut > 0 ? exact.mantissa >> BigInt(cut) : exact.mantissa;
  const exponent = cut > 0 ? exact.exponent + cut : exact.exponent;
  // In two steps: 2^-1074 alone is exact, a smaller factor would not be.
  const half = Math.trunc(exponent / 2);
  return Number(mantissa) * 2 ** half * 2 ** (exponent - half);
}

/** Half of the smallest double. */
const smallestHalf: BigFloat = {
  negative: false,
  mantissa: 1n,
  exponent: -1075,
  precision: doublePrecision,
  infinite: false,
};
