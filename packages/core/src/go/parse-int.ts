/** The number, or what Go says is wrong with the text. */
export type ParsedInt =
  | { readonly value: bigint }
  | { readonly error: "invalid syntax" | "value out of range"; readonly nearest: bigint };

/**
 * Reads an integer in the base that its prefix names: `0x1f`, `0b11`, `0o17`, `017`, `1_000`. Beyond the range `nearest`
 * is the end of it, else 0: what Go leaves behind in a flag that it could not read.
 * @see golang/go src/strconv/atoi.go ParseInt with base 0
 */
export function parseInt(
  text: string,
  { min, max }: { readonly min: bigint; readonly max: bigint },
): ParsedInt {
  const invalid = { error: "invalid syntax", nearest: 0n } as const;
  const sign = /^[+-]/.exec(text)?.[0];
  // An unsigned number has no sign at all in Go, not even `+`.
  if (sign !== undefined && min === 0n) return invalid;
  const digits = sign === undefined ? text : text.slice(1);
  const tooLarge = { error: "value out of range", nearest: sign === "-" ? min : max } as const;
  // It stops reading where the number becomes too large, whatever follows.
  if (leadingNumber(digits) > (min === 0n ? max : 2n * max + 1n)) return tooLarge;
  // An underscore stands between digits, or between the prefix and a digit.
  const isNumber =
    /^(?:0x(?:_?[\da-f])+|0b(?:_?[01])+|0o?(?:_?[0-7])+|0|[1-9](?:_?\d)*)$/i.test(digits) ||
    /^0(?:_?[0-7])+$/.test(digits);
  if (!isNumber) return invalid;
  const plain = digits.replaceAll("_", "");
  const magnitude = BigInt(/^0\d/.test(plain) ? `0o${plain.slice(1)}` : plain);
  const value = sign === "-" ? -magnitude : magnitude;
  return value < min || value > max ? tooLarge : { value };
}

const bases = [
  ["0x", /^0x([\da-f_]*)/i],
  ["0b", /^0b([01_]*)/i],
  ["0o", /^0o?([0-7_]*)/i],
  ["", /^([\d_]*)/],
] as const;

/** The number that the text starts with, in the base of its prefix. */
function leadingNumber(text: string): bigint {
  for (const [prefix, start] of bases) {
    const digits = start.exec(text)?.[1];
    if (digits !== undefined) return BigInt(prefix + (digits.replaceAll("_", "") || "0"));
  }
  return 0n;
}
