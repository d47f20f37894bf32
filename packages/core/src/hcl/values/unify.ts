import { mostGeneralFirst } from "./generality.ts";
import { dynamicType, isCollection, isPrimitive, sameType } from "./types.ts";
import type { CollectionType, Type } from "./types.ts";

/**
 * `safe`: conversions that succeed for every value of the type. `unsafe`: also those that depend on the value (a text
 * that is no number), or lose something (the order of a list that becomes a set).
 */
export type Safety = "safe" | "unsafe";

/**
 * Whether values of one type can be converted to another, so far as the types tell.
 * @see zclconf/go-cty cty/convert/conversion.go getConversionKnown (1.19.0)
 */
export function fitsType(have: Type, want: Type, safety: Safety): boolean {
  if (want.kind === "dynamic") return true;
  if (have.kind === "dynamic") return safety === "unsafe";
  if (isPrimitive(have) && isPrimitive(want)) {
    if (want.kind === "string") return have.kind !== "string";
    return safety === "unsafe" && have.kind === "string";
  }
  switch (want.kind) {
    case "object":
      if (have.kind === "map") {
        return (
          safety === "unsafe" &&
          [...want.attributes.values()].every((type) => isSameOrFits(have.element, type, safety))
        );
      }
      if (have.kind !== "object") return false;
      return Array.from(want.attributes).every(([name, type]) => {
        const attribute = have.attributes.get(name);
        return attribute !== undefined && isSameOrFits(attribute, type, safety);
      });
    case "tuple":
      return (
        have.kind === "tuple" &&
        have.items.length === want.items.length &&
        want.items.every((type, index) => isSameOrFits(have.items[index] ?? dynamicType, type, safety))
      );
    case "list":
    case "set":
      if (have.kind === "tuple") return fitsElements(have.items, want.element, safety);
      if (have.kind !== "list" && have.kind !== "set") return false;
      if (want.kind === "set" && have.kind === "list" && safety === "safe") return false;
      return isSameOrFits(have.element, want.element, safety);
    case "map":
      if (have.kind === "object") return fitsElements([...have.attributes.values()], want.element, safety);
      return have.kind === "map" && isSameOrFits(have.element, want.element, safety);
    default:
      return false;
  }
}

function isSameOrFits(have: Type, want: Type, safety: Safety): boolean {
  return sameType(have, want) || fitsType(have, want, safety);
}

/** Whether items of these types can become those of a collection. */
function fitsElements(types: readonly Type[], element: Type, safety: Safety): boolean {
  if (types.length === 0) return true;
  if (element.kind !== "dynamic") return types.every((type) => isSameOrFits(type, element, safety));
  const common = unify(types, safety);
  if (common === undefined) return false;
  if (common.kind === "dynamic") return types.every((type) => type.kind === "dynamic");
  return types.every((type) => isSameOrFits(type, common, safety));
}

/**
 * The most general type to which all of the given ones can be converted: of 1 and "a" string, of [1] and ["a"] a
 * tuple of string, of {a = 1} and {b = 2} a map of number. `undefined` when there is none, and for no types.
 * @see zclconf/go-cty cty/convert/unify.go (1.19.0)
 */
export function unify(types: readonly Type[], safety: Safety): Type | undefined {
  const kinds = new Set(types.map(({ kind }) => kind));
  const hasUnknown = kinds.delete("dynamic");
  if (kinds.size === 1) {
    const known = types.filter(({ kind }) => kind !== "dynamic");
    if (known.every(isPrimitive)) return hasUnknown && safety === "safe" ? dynamicType : known[0];
    // Where a type is not known yet, neither is what it would come to with the others.
    return hasUnknown ? dynamicType : unifySameKind(types, safety);
  }
  if (kinds.size === 2 && kinds.has("map") && kinds.has("object")) {
    const common = unifyInPlace(types, "object", unifyToMap, safety);
    if (common?.kind === "map") return common;
  } else if (kinds.size === 2 && kinds.has("list") && kinds.has("tuple")) {
    const common = unifyInPlace(types, "tuple", unifyToList, safety);
    if (common?.kind === "list") return common;
  } else if (kinds.has("object") && kinds.has("tuple")) {
    return undefined;
  }
  return mostGeneralFirst(types).find((want) => types.every((type) => isSameOrFits(type, want, safety)));
}

function unifySameKind(types: readonly Type[], safety: Safety): Type | undefined {
  const collections = types.filter(isCollection);
  if (collections.length > 0) return unifyCollections(collections, safety);
  const tuples = types.filter((type) => type.kind === "tuple");
  if (tuples.length > 0) return unifyTuples(tuples, safety);
  return unifyObjects(
    types.filter((type) => type.kind === "object"),
    safety,
  );
}

function unifyCollections(types: readonly CollectionType[], safety: Safety): Type | undefined {
  const [first] = types;
  const element = unify(
    types.map((type) => type.element),
    safety,
  );
  if (first === undefined || element === undefined) return undefined;
  return ifAllFit(types, { ...first, element }, safety);
}

type TupleType = Extract<Type, { kind: "tuple" }>;
type ObjectType = Extract<Type, { kind: "object" }>;

function unifyTuples(types: readonly TupleType[], safety: Safety): Type | undefined {
  const length = types[0]?.items.length ?? 0;
  if (types.some(({ items }) => items.length !== length)) return unifyToList(types, safety);
  const items: Type[] = [];
  for (let index = 0; index < length; index += 1) {
    const item = unify(
      types.map((type) => type.items[index] ?? dynamicType),
      safety,
    );
    if (item === undefined) return undefined;
    items.push(item);
  }
  return ifAllFit(types, { kind: "tuple", items }, safety) ?? unifyToList(types, safety);
}

function unifyObjects(types: readonly ObjectType[], safety: Safety): Type | undefined {
  const [first] = types;
  if (first === undefined) return undefined;
  const hasSameNames = types.every(
    ({ attributes }) =>
      attributes.size === first.attributes.size &&
      [...attributes.keys()].every((name) => first.attributes.has(name)),
  );
  if (!hasSameNames) return unifyToMap(types, safety);
  const attributes = new Map<string, Type>();
  for (const name of first.attributes.keys()) {
    const attribute = unify(
      types.map((type) => type.attributes.get(name) ?? dynamicType),
      safety,
    );
    if (attribute === undefined) return undefined;
    attributes.set(name, attribute);
  }
  return ifAllFit(types, { kind: "object", attributes }, safety) ?? unifyToMap(types, safety);
}

function unifyToMap(types: readonly Type[], safety: Safety): Type | undefined {
  const parts = types.flatMap((type) => (type.kind === "object" ? [...type.attributes.values()] : []));
  const element = unify(parts, safety);
  return element === undefined ? undefined : ifAllFit(types, { kind: "map", element }, safety);
}

function unifyToList(types: readonly Type[], safety: Safety): Type | undefined {
  const parts = types.flatMap((type) => (type.kind === "tuple" ? type.items : []));
  const element = unify(parts, safety);
  return element === undefined ? undefined : ifAllFit(types, { kind: "list", element }, safety);
}

/** Objects beside maps, and tuples beside lists, are first made a map or a list among themselves. */
function unifyInPlace(
  types: readonly Type[],
  kind: "object" | "tuple",
  toCollection: (types: readonly Type[], safety: Safety) => Type | undefined,
  safety: Safety,
): Type | undefined {
  const collection = toCollection(
    types.filter((type) => type.kind === kind),
    safety,
  );
  if (collection === undefined) return undefined;
  return unify(
    types.map((type) => (type.kind === kind ? collection : type)),
    safety,
  );
}

function ifAllFit(types: readonly Type[], want: Type, safety: Safety): Type | undefined {
  return types.every((type) => isSameOrFits(type, want, safety)) ? want : undefined;
}
