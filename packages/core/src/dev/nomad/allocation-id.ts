/** The ID of an allocation by its number: `00000001-0000-0000-0000-000000000000`. */
export function allocationId(number: number): string {
  return `${String(number).padStart(8, "0")}-0000-0000-0000-000000000000`;
}
