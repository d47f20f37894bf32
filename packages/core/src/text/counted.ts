/**
 * A number with its noun, which is in the plural unless there is one.
 * @param many the plural of a noun that does not just take an `s`
 * @example counted(1, "job") // "1 job"
 * @example counted(0, "canary", "canaries") // "0 canaries"
 */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
