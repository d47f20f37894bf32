const digits = "[0-9]+(?:_[0-9]+)*";
const hexDigits = "[0-9a-f]+(?:_[0-9a-f]+)*";
const decimal = new RegExp(
  `^[+-]?(?:${digits}(?:\\.(?:${digits})?)?|\\.${digits})(?:e[+-]?${digits})?$`,
  "i",
);
const hexadecimal = new RegExp(
  `^([+-]?)0x(?:(_?${hexDigits})(?:\\.(${hexDigits})?)?|\\.(${hexDigits}))p([+-]?${digits})$`,
  "i",
);

/**
 * The number that Go reads: decimal or hexadecimal with an exponent, `_` between digits, `Inf` and `NaN` in any case.
 * `undefined` for anything else and for numbers that are too large. Exact but for hexadecimal ones of more than 53 bits
 * below 2^-1022.
 * @example parseFloat("0x1p-2") // 0.25
 * @see golang/go src/strconv/atof.go ParseFloat
 */
export function parseFloat(text: string): number | undefined {
  if (/^nan$/i.test(text)) return NaN;
  if (/^[+-]?inf(?:inity)?$/i.test(text)) return text.startsWith("-") ? -Infinity : Infinity;
  const value = decimal.test(text) ? Number(text.replaceAll("_", "")) : hexFloat(text);
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}

/** Whether Go takes the text for a number, be it too large to be read. */
export function isFloat(text: string): boolean {
  return parseFloat(text) !== undefined || decimal.test(text) || hexadecimal.test(text);
}

function hexFloat(text: string): number | undefined {
  const match = hexadecimal.exec(text);
  if (match === null) return undefined;
  const [, sign = "", whole = "", fraction = match[4] ?? "", , exponent = "0"] = match;
  const [high, low] = [whole.replaceAll("_", ""), fraction.replaceAll("_", "")];
  const mantissa = BigInt(`0x${high}${low}`);
  if (mantissa === 0n) return sign === "-" ? -0 : 0;
  const size = scale(mantissa, Number(exponent.replaceAll("_", "")) - 4 * low.length);
  return sign === "-" ? -size : size;
}

/** mantissa × 2^exponent, rounded to the nearest number. */
function scale(mantissa: bigint, exponent: number): number {
  if (exponent >= 0) return exponent > 2048 ? Infinity : Number(mantissa << BigInt(exponent));
  // Two steps: one power of two may be too small for a number when the product is not.
  const half = Math.trunc(exponent / 2);
  return Number(mantissa) * 2 ** half * 2 ** (exponent - half);
}
