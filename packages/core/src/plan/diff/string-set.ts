import type { DiffType, ObjectDiff } from "../../answers/plan-response.ts";
import { compareFields, fieldDiff } from "./field-diffs.ts";
import { present, type Part } from "./part.ts";
import { orderDifference } from "./difference.ts";

/** A list of texts of which neither the order counts nor how often one stands in it. It is listed unchanged, too. */
export function stringSet(name: string): Part {
  return {
    diff: (before, after) => present(setDiff(name, textsIn(before), textsIn(after))),
    unseen: (before, after, keys) => orderDifference(textsIn(before), textsIn(after), keys),
  };
}

/** The same where nothing is listed unless it changed. */
export function changedStringSet(name: string): Part {
  const set = stringSet(name);
  return {
    ...set,
    diff: (before, after) => set.diff(before, after).filter(({ Type: type }) => type !== "None"),
  };
}

/** @see hashicorp/nomad nomad/structs/diff.go stringSetDiff (2.0.5) */
function setDiff(name: string, before: readonly string[], after: readonly string[]): ObjectDiff | undefined {
  const [old, now] = [new Set(before), new Set(after)];
  const all = [...new Set([...before, ...after])];
  if (all.length === 0) return undefined;
  const fields = all.map((text) => fieldDiff(name, old.has(text) ? text : "", now.has(text) ? text : ""));
  return { Type: typeOf(old, now), Name: name, Fields: fields.toSorted(compareFields), Objects: null };
}

/** Of an empty text the field says nothing, but it counts. */
function typeOf(before: ReadonlySet<string>, after: ReadonlySet<string>): DiffType {
  const isAdded = [...after].some((text) => !before.has(text));
  const isRemoved = [...before].some((text) => !after.has(text));
  if (isAdded && isRemoved) return "Edited";
  if (isAdded) return "Added";
  return isRemoved ? "Deleted" : "None";
}

function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(String) : [];
}
