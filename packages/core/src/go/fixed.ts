/**
 * `value` with `digits` places behind the point as Go prints it (`%.4f`): halves go to the even neighbour, where
 * JavaScript goes up (1/32 is 0.0312).
 */
export function fixed(value: number, digits: number): string {
  if (Number.isNaN(value)) return "NaN";
  if (!Number.isFinite(value)) return value > 0 ? "+Inf" : "-Inf";
  if (Math.abs(value) >= 1e21) return `${BigInt(value)}.${"0".repeat(digits)}`;
  const rounded = value.toFixed(digits);
  const exact = value.toFixed(digits + 40);
  const isHalf = /^50*$/.test(exact.slice(-40));
  const isOdd = /[13579]$/.test(rounded);
  // Away from zero is where toFixed went; the digits that were there before are the even ones.
  return isHalf && isOdd ? exact.slice(0, -40) : rounded;
}
