import { compareBytes } from "../../go/byte-order.ts";
import type { Expression } from "../../hcl/syntax/expression.ts";

/** An object with its entries in the order of their keys, in which HCL goes through them; anything else as it is. */
export function inKeyOrder(collection: Expression): Expression {
  if (collection.kind !== "object") return collection;
  const named = collection.entries.map((entry) => ({ entry, name: nameOf(entry.key) }));
  if (named.some(({ name }) => name === undefined)) return collection;
  const sorted = named.toSorted((a, b) => compareBytes(a.name ?? "", b.name ?? ""));
  return { ...collection, entries: sorted.map(({ entry }) => entry) };
}

/**
 * Whether an object that is written as this has its keys in order in JavaScript, too: all are known, and none of those that look
 * like numbers goes before another.
 */
export function keepsKeyOrder(sorted: Expression): boolean {
  if (sorted.kind !== "object") return false;
  const names = sorted.entries.flatMap(({ key }) => nameOf(key) ?? []);
  const kept = Object.keys(Object.fromEntries(names.map((name) => [name, true])));
  return names.length === sorted.entries.length && kept.every((name, index) => name === names[index]);
}

function nameOf(key: Expression): string | undefined {
  if (key.kind === "reference" && key.steps.length === 0) return key.name;
  const [part, ...others] = key.kind === "template" ? key.parts : [];
  return part?.kind === "text" && others.length === 0 ? part.value : undefined;
}
