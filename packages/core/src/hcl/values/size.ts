import type { Value } from "./value.ts";

/** How large a value is: how many values are in it, itself included, and how many levels it has. */
export interface Size {
  readonly parts: number;
  readonly levels: number;
}

/**
 * The size of a value. A part that stands in it often is counted each time and looked at once: a short file can make such of any
 * size, `[a, a]` of `[b, b]` of `[c, c]`.
 * @param known sizes that are known already; those that are found are added
 * @example sizeOf(tupleValue([boolValue(true), boolValue(true)])) // { parts: 3, levels: 2 }
 */
export function sizeOf(value: Value, known = new WeakMap<Value, Size>()): Size {
  const before = known.get(value);
  if (before !== undefined) return before;
  let parts = 1;
  let levels = 0;
  for (const part of partsOf(value)) {
    const size = sizeOf(part, known);
    parts += size.parts;
    levels = Math.max(levels, size.levels);
  }
  const size = { parts, levels: levels + 1 };
  known.set(value, size);
  return size;
}

function partsOf(value: Value): Iterable<Value> {
  if ("items" in value) return value.items;
  return "entries" in value ? value.entries.values() : [];
}
