/**
 * `x` to the power of `y` as Go computes it, by repeated squaring of a mantissa: `goPow(10, 308)` is 1.0000000000000006e308,
 * where JavaScript's own is 1e308.
 * @see golang/go src/math/pow.go (1.26)
 */
export function goPow(x: number, y: number): number {
  // Both languages define these alike: zeros, infinities, 1, 0.5 and no numbers.
  if (y === 0 || x === 1) return 1;
  if (y === 0.5) return Math.sqrt(x);
  if (y === -0.5) return 1 / Math.sqrt(x);
  if (x === 0 || !Number.isFinite(x) || !Number.isFinite(y)) return x === -1 && !Number.isNaN(y) ? 1 : x ** y;
  const whole = Math.trunc(Math.abs(y));
  let fraction = Math.abs(y) - whole;
  if (fraction !== 0 && x < 0) return Number.NaN;
  if (whole >= 2 ** 63) return x ** y;
  let rest = BigInt(whole);
  let mantissa = 1;
  let exponent = 0;
  if (fraction !== 0) {
    if (fraction > 0.5) {
      fraction -= 1;
      rest += 1n;
    }
    mantissa = Math.exp(fraction * Math.log(x));
  }
  let [factor, power] = splitDouble(x);
  for (; rest !== 0n; rest >>= 1n) {
    if (power < -4096 || power > 4096) {
      exponent += power;
      break;
    }
    if ((rest & 1n) === 1n) {
      mantissa *= factor;
      exponent += power;
    }
    factor *= factor;
    power *= 2;
    if (factor < 0.5) {
      factor += factor;
      power -= 1;
    }
  }
  return y < 0 ? scaled(1 / mantissa, -exponent) : scaled(mantissa, exponent);
}

/** `x` as a number between a half and one, and a power of two. */
function splitDouble(x: number): [number, number] {
  let fraction = x;
  let exponent = 0;
  if (Math.abs(x) < Number.MIN_VALUE * 2 ** 52) {
    fraction *= 2 ** 52;
    exponent -= 52;
  }
  const shift = Math.floor(Math.log2(Math.abs(fraction))) + 1;
  fraction = scaled(fraction, -shift);
  exponent += shift;
  // The logarithm is rounded, and can be off by one beside a power of two.
  if (Math.abs(fraction) >= 1) return [fraction / 2, exponent + 1];
  if (Math.abs(fraction) < 0.5) return [fraction * 2, exponent - 1];
  return [fraction, exponent];
}

/** `mantissa × 2^exponent`, in steps that are doubles each. */
function scaled(mantissa: number, exponent: number): number {
  if (exponent > 2200) return Math.sign(mantissa) * Infinity;
  if (exponent < -2200) return Math.sign(mantissa) * 2 ** -1075;
  const third = Math.trunc(exponent / 3);
  return mantissa * 2 ** third * 2 ** third * 2 ** (exponent - 2 * third);
}
