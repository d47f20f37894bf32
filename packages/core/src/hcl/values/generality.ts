import { dynamicType, isPrimitive } from "./types.ts";
import type { Type } from "./types.ts";

/**
 * Which of two types is the more general one, to which the other can be converted: below 0 the first, above 0 the
 * second, 0 neither.
 * @see zclconf/go-cty cty/convert/compare_types.go (1.19.0)
 */
function compareTypes(left: Type, right: Type): number {
  if (left.kind === "dynamic" || right.kind === "dynamic") {
    return Number(left.kind === "dynamic") - Number(right.kind === "dynamic");
  }
  if (isPrimitive(left) && isPrimitive(right)) {
    return Number(right.kind === "string") - Number(left.kind === "string");
  }
  if (left.kind === right.kind) return compareSameKind(left, right);
  return compareKinds(left, right);
}

function compareSameKind(left: Type, right: Type): number {
  if ("element" in left && "element" in right) return compareTypes(left.element, right.element);
  if (left.kind === "tuple" && right.kind === "tuple") {
    if (left.items.length !== right.items.length) return 0;
    return agreed(left.items.map((item, index) => compareTypes(item, right.items[index] ?? dynamicType)));
  }
  if (left.kind === "object" && right.kind === "object") {
    const others = right.attributes;
    if (left.attributes.size !== others.size) return 0;
    if ([...left.attributes.keys()].some((name) => !others.has(name))) return 0;
    return agreed(
      Array.from(left.attributes, ([name, type]) => compareTypes(type, others.get(name) ?? dynamicType)),
    );
  }
  return 0;
}

/** The direction in which all parts point that point somewhere. */
function agreed(results: readonly number[]): number {
  const leftIsGeneral = results.some((result) => result < 0);
  const rightIsGeneral = results.some((result) => result > 0);
  return Number(rightIsGeneral && !leftIsGeneral) - Number(leftIsGeneral && !rightIsGeneral);
}

/** Lists and tuples are more general than sets, lists than tuples, maps than objects. */
function compareKinds(left: Type, right: Type): number {
  const isMoreGeneral = (general: Type, special: Type) =>
    (special.kind === "set" && (general.kind === "tuple" || general.kind === "list")) ||
    (general.kind === "list" && special.kind === "tuple") ||
    (general.kind === "map" && special.kind === "object");
  return Number(isMoreGeneral(right, left)) - Number(isMoreGeneral(left, right));
}

/**
 * The types, more general ones before those that can be converted to them; others stay in their order.
 * @see zclconf/go-cty cty/convert/sort_types.go (1.19.0)
 */
export function mostGeneralFirst(types: readonly Type[]): readonly Type[] {
  const below = types.map((type) =>
    types.flatMap((other, index) => (compareTypes(type, other) < 0 ? [index] : [])),
  );
  const waitsFor = types.map((_, index) => below.filter((indexes) => indexes.includes(index)).length);
  const queue = waitsFor.flatMap((count, index) => (count === 0 ? [index] : []));
  for (const index of queue) {
    for (const next of below[index] ?? []) {
      const left = (waitsFor[next] ?? 0) - 1;
      waitsFor[next] = left;
      if (left === 0) queue.push(next);
    }
  }
  return queue.flatMap((index) => types[index] ?? []);
}
