import type { DiffType, FieldDiff, ObjectDiff } from "../../answers/plan-response.ts";
import { compareBytes } from "../../go/byte-order.ts";
import { sortInPlace } from "../../go/sort.ts";
import { compareFields } from "./field-diffs.ts";

/** As Nomad sorts them, whatever the alphabet says. */
const typeOrder: readonly DiffType[] = ["Edited", "Added", "Deleted", "None"];

/** Objects that stand side by side in the order of a diff. What is in them may change places, too. */
export function sortObjects(objects: ObjectDiff[]): ObjectDiff[] {
  sortInPlace(objects, isLess);
  return objects;
}

/**
 * By name, type, number of fields and of objects. Beyond that it is no order: an object is less as soon as any of its fields
 * is, so that two may each be less than the other; and where no field is, the objects inside both are sorted on the way.
 * @see hashicorp/nomad nomad/structs/diff.go ObjectDiff.Less (2.0.5)
 */
function isLess(a: ObjectDiff, b: ObjectDiff): boolean {
  const order =
    compareBytes(a.Name, b.Name) ||
    typeOrder.indexOf(a.Type) - typeOrder.indexOf(b.Type) ||
    lengthOf(a.Fields) - lengthOf(b.Fields) ||
    lengthOf(a.Objects) - lengthOf(b.Objects);
  if (order !== 0) return order < 0;
  if (isAnyLess(a.Fields, b.Fields, isFieldLess)) return true;
  // Of the same objects Nomad stops before it sorts what is in them.
  const isSameObject = !isAnyLess(b.Fields, a.Fields, isFieldLess) && JSON.stringify(a) === JSON.stringify(b);
  if (isSameObject) return false;
  for (const { Objects: objects } of [a, b]) sortObjects(objects ?? []);
  return isAnyLess(a.Objects, b.Objects, isLess);
}

function isFieldLess(a: FieldDiff, b: FieldDiff): boolean {
  return compareFields(a, b) < 0;
}

function isAnyLess<T>(
  as: readonly T[] | null | undefined,
  bs: readonly T[] | null | undefined,
  isItemLess: (a: T, b: T) => boolean,
): boolean {
  return (as ?? []).some((a, index) => {
    const b = bs?.[index];
    return b !== undefined && isItemLess(a, b);
  });
}

function lengthOf(items: readonly unknown[] | null | undefined): number {
  return items?.length ?? 0;
}
