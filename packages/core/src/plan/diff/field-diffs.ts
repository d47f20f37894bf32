import type { DiffType, FieldDiff } from "../../answers/plan-response.ts";
import { compareBytes } from "../../go/byte-order.ts";
import type { Flat } from "./flatten.ts";

const NONE: Flat = new Map();

/** All fields of either side, sorted; those that did not change stand among them as context. */
export function fieldDiffs(before: Flat = NONE, after: Flat = NONE): FieldDiff[] {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].map((name) => fieldDiff(name, before.get(name), after.get(name))).toSorted(compareFields);
}

/** The fields that changed, sorted. */
export function changedFieldDiffs(before?: Flat, after?: Flat): FieldDiff[] {
  return fieldDiffs(before, after).filter(({ Type: type }) => type !== "None");
}

/** One field before and after; a text without characters is as good as none. */
export function fieldDiff(name: string, before = "", after = ""): FieldDiff {
  return { Type: changeOf(before, after), Name: name, Old: before, New: after, Annotations: null };
}

function changeOf(before: string, after: string): DiffType {
  if (before === after) return "None";
  if (before === "") return "Added";
  return after === "" ? "Deleted" : "Edited";
}

/** The order of fields in a diff. */
export function compareFields(a: FieldDiff, b: FieldDiff): number {
  return compareBytes(a.Name, b.Name) || compareBytes(a.Old, b.Old) || compareBytes(a.New, b.New);
}

/** The type of an object whose fields are all that there is to it; none where no field changed. */
export function typeByFields(fields: readonly FieldDiff[]): Exclude<DiffType, "None"> | undefined {
  const types = new Set(fields.map(({ Type: type }) => type));
  if (types.has("Edited") || (types.has("Added") && types.has("Deleted"))) return "Edited";
  if (types.has("Added")) return "Added";
  return types.has("Deleted") ? "Deleted" : undefined;
}

/** A list as Go's JSON has it: `null` where nothing is in it. */
export function orNull<T>(items: readonly T[]): T[] | null {
  return items.length === 0 ? null : [...items];
}
