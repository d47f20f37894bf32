/** A whole number as JavaScript's own where that has it to the last digit, else as it is. */
export function narrow(whole: bigint): number | bigint {
  const number = Number(whole);
  return Number.isSafeInteger(number) ? number : whole;
}
