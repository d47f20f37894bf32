import { mismatch } from "./mismatch.ts";
import { isWritable, plainText } from "./number-text.ts";
import { parseBigFloat } from "./big-float.ts";
import { dynamicType, isCollection, isPrimitive, sameType } from "./types.ts";
import type { CollectionType, Type } from "./types.ts";
import { fitsType, unify } from "./unify.ts";
import {
  boolValue,
  listValue,
  mapValue,
  nullOf,
  numberValue,
  objectValue,
  setValue,
  stringValue,
  tupleValue,
  typeOf,
  unknownOf,
} from "./value.ts";
import type { ItemsValue, KeyedValue, Value } from "./value.ts";

/** A step into a value: an attribute's name or a map's key, an item's index. */
type Step = string | number;

/** A value of the type that was asked for, or why there is none, and where in the given value. */
export type Converted =
  { readonly value: Value } | { readonly problem: string; readonly path: readonly Step[] };

/**
 * Turns a value into one of the wanted type, where HCL has a way: numbers and bools to text and back, tuples to lists
 * and sets, objects to maps, and all of that within them. `null` becomes null of the type, what is unknown stays so.
 *
 * @example convert(stringValue("12"), numberType) // the number 12
 * @example convert(boolValue(true), numberType)   // { problem: "number required, but have bool", path: [] }
 * @see zclconf/go-cty cty/convert/public.go Convert (1.19.0)
 */
export function convert(value: Value, want: Type): Converted {
  const have = typeOf(value);
  if (sameType(have, want)) return { value };
  if (!fitsType(have, want, "unsafe")) return { problem: mismatch(have, want), path: [] };
  return converted(value, want, []);
}

/** The conversion itself: the types are known to fit, the value may still not. */
function converted(value: Value, want: Type, path: readonly Step[]): Converted {
  if (want.kind === "dynamic") return { value };
  if (value.kind === "unknown") return { value: unknownOf(settled(value.type, want)) };
  if (value.kind === "null") return { value: nullOf(settled(value.type, want)) };
  switch (want.kind) {
    case "string":
      return toText(value, path);
    case "number":
      return toNumber(value, path);
    case "bool":
      return toBool(value, path);
    case "list":
    case "set":
      return isItems(value) ? toItems(value, want, path) : inconvertible(value, want, path);
    case "map":
      return isKeyed(value) ? toMap(value, want.element, path) : inconvertible(value, want, path);
    case "tuple":
      return value.kind === "tuple" ? toTuple(value, want.items, path) : inconvertible(value, want, path);
    case "object":
      return isKeyed(value) ? toObject(value, want.attributes, path) : inconvertible(value, want, path);
  }
}

function inconvertible(value: Value, want: Type, path: readonly Step[]): Converted {
  return { problem: mismatch(typeOf(value), want), path };
}

function isItems(value: Value): value is ItemsValue {
  return value.kind === "tuple" || value.kind === "list" || value.kind === "set";
}

function isKeyed(value: Value): value is KeyedValue {
  return value.kind === "object" || value.kind === "map";
}

function toText(value: Value, path: readonly Step[]): Converted {
  if (value.kind === "string") return { value };
  if (value.kind === "bool") return { value: stringValue(value.value ? "true" : "false") };
  if (value.kind !== "number") return inconvertible(value, { kind: "string" }, path);
  if (!isWritable(value.value)) {
    return { problem: "this number has more than a million digits: too many to write it as text", path };
  }
  return { value: stringValue(plainText(value.value)) };
}

function toNumber(value: Value, path: readonly Step[]): Converted {
  if (value.kind === "number") return { value };
  if (value.kind !== "string") return inconvertible(value, { kind: "number" }, path);
  const number = parseBigFloat(value.value);
  return number === undefined ? { problem: "a number is required", path } : { value: numberValue(number) };
}

function toBool(value: Value, path: readonly Step[]): Converted {
  if (value.kind === "bool") return { value };
  if (value.kind !== "string") return inconvertible(value, { kind: "bool" }, path);
  if (value.value === "true" || value.value === "1") return { value: boolValue(true) };
  if (value.value === "false" || value.value === "0") return { value: boolValue(false) };
  const lower = value.value.toLowerCase();
  const hint = lower === "true" || lower === "false" ? `; write it in lower case, "${lower}"` : "";
  return { problem: `a bool is required${hint}`, path };
}

/** The items of a list, a set or a tuple, as those of a list or a set. */
function toItems(value: ItemsValue, want: CollectionType, path: readonly Step[]): Converted {
  const element = commonType(
    want.element,
    value.kind === "tuple" ? value.items.map(typeOf) : [value.element],
  );
  if (element === undefined) return inconvertible(value, want, path);
  const results = all(value.items.map((item, index) => converted(item, element, [...path, index])));
  if ("problem" in results) return results;
  const unified = sameForAll(results.values, element, path);
  if ("problem" in unified) return unified;
  const items = unified.values;
  const type = items[0] === undefined ? element : typeOf(items[0]);
  return { value: want.kind === "set" ? setValue(type, items) : listValue(type, items) };
}

function toMap(value: KeyedValue, want: Type, path: readonly Step[]): Converted {
  const types = value.kind === "object" ? Array.from(value.entries.values(), typeOf) : [value.element];
  const element = commonType(want, types);
  if (element === undefined) return inconvertible(value, { kind: "map", element: want }, path);
  const keys = [...value.entries.keys()];
  const results = all(Array.from(value.entries, ([key, item]) => converted(item, element, [...path, key])));
  if ("problem" in results) return results;
  const unified = sameForAll(results.values, element, path);
  if ("problem" in unified) return unified;
  const first = unified.values[0];
  const entries = unified.values.map((item, index): [string, Value] => [keys[index] ?? "", item]);
  return { value: mapValue(first === undefined ? element : typeOf(first), entries) };
}

/** The type that the items get where any type is wanted: a type that all of them have a way to. */
function commonType(want: Type, types: readonly Type[]): Type | undefined {
  if (want.kind !== "dynamic" || types.length === 0) return want;
  return unify(types, "unsafe");
}

/** Items of structural types can still differ after their conversion, where a part of the wanted type was "any". */
function sameForAll(
  values: readonly Value[],
  element: Type,
  path: readonly Step[],
): Values | { readonly problem: string; readonly path: readonly Step[] } {
  const [first, ...others] = values.map(typeOf);
  if (first === undefined || isPrimitive(element) || others.every((type) => sameType(type, first))) {
    return { values };
  }
  const common = unify([first, ...others], "unsafe");
  if (common === undefined || common.kind === "dynamic") {
    return { problem: "there is no type that all of these values could have", path };
  }
  return all(values.map((value, index) => converted(value, common, [...path, index])));
}

function toTuple(
  value: Extract<Value, { kind: "tuple" }>,
  want: readonly Type[],
  path: readonly Step[],
): Converted {
  const results = all(
    value.items.map((item, index) => converted(item, want[index] ?? dynamicType, [...path, index])),
  );
  return "problem" in results ? results : { value: tupleValue(results.values) };
}

function toObject(value: KeyedValue, want: ReadonlyMap<string, Type>, path: readonly Step[]): Converted {
  const names = [...want.keys()];
  const missing = names.filter((name) => !value.entries.has(name));
  if (missing.length > 0) {
    return { problem: `there is no element for the required attribute "${missing[0] ?? ""}"`, path };
  }
  const results = all(
    Array.from(want, ([name, type]) =>
      converted(value.entries.get(name) ?? nullOf(type), type, [...path, name]),
    ),
  );
  if ("problem" in results) return results;
  return {
    value: objectValue(results.values.map((item, index): [string, Value] => [names[index] ?? "", item])),
  };
}

interface Values {
  readonly values: readonly Value[];
}

function all(
  results: readonly Converted[],
): Values | { readonly problem: string; readonly path: readonly Step[] } {
  const values: Value[] = [];
  for (const result of results) {
    if ("problem" in result) return result;
    values.push(result.value);
  }
  return { values };
}

/**
 * The wanted type with every "any" in it replaced by what the given type has there.
 * @see zclconf/go-cty cty/convert/conversion_dynamic.go dynamicReplace
 */
function settled(have: Type, want: Type): Type {
  if (have.kind === "dynamic") return want;
  switch (want.kind) {
    case "dynamic":
      return have;
    case "list":
    case "set":
      if (have.kind === "tuple") return settledElement(have.items, want);
      return isCollection(have) ? { ...want, element: settled(have.element, want.element) } : want;
    case "map":
      if (have.kind === "object") return settledElement([...have.attributes.values()], want);
      return have.kind === "map" ? { ...want, element: settled(have.element, want.element) } : want;
    case "tuple":
      if (have.kind !== "tuple") return want;
      return {
        kind: "tuple",
        items: want.items.map((item, index) => settled(have.items[index] ?? dynamicType, item)),
      };
    case "object": {
      const attributes = Array.from(want.attributes, ([name, type]): [string, Type] => {
        if (have.kind === "map") return [name, settled(have.element, type)];
        const other = have.kind === "object" ? have.attributes.get(name) : undefined;
        return [name, other === undefined ? type : settled(other, type)];
      });
      return { kind: "object", attributes: new Map(attributes) };
    }
    default:
      return want;
  }
}

function settledElement(types: readonly Type[], want: CollectionType): Type {
  const common = unify(types, "unsafe");
  return common === undefined ? want : { ...want, element: settled(common, want.element) };
}
