import { compareBytes } from "../../go/byte-order.ts";
import { compare, fromInteger } from "./big-float.ts";
import type { BigFloat } from "./big-float.ts";
import { fixedText, roundDecimal, shortestDecimal } from "./number-text.ts";
import { boolType, dynamicType, numberType, sameType, stringType } from "./types.ts";
import type { Type } from "./types.ts";

/**
 * A value of HCL, as cty has them. `null` and `unknown` carry the type that the value would have.
 * Entries of maps and objects are in the order of their keys' bytes, items of sets in the order of the set.
 *
 * @see zclconf/go-cty cty/value.go (1.19.0)
 */
export type Value =
  | { readonly kind: "null"; readonly type: Type }
  | { readonly kind: "unknown"; readonly type: Type }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "number"; readonly value: BigFloat }
  | { readonly kind: "bool"; readonly value: boolean }
  | { readonly kind: "list" | "set"; readonly element: Type; readonly items: readonly Value[] }
  | { readonly kind: "map"; readonly element: Type; readonly entries: ReadonlyMap<string, Value> }
  | { readonly kind: "tuple"; readonly items: readonly Value[] }
  | { readonly kind: "object"; readonly entries: ReadonlyMap<string, Value> };

/** A value with keys: an object, or a map. */
export type KeyedValue = Extract<Value, { entries: ReadonlyMap<string, Value> }>;
/** A value with items: a tuple, a list, or a set. */
export type ItemsValue = Extract<Value, { items: readonly Value[] }>;

/** A value of which nothing is known; what an expression with an error comes to, so that one error is told once. */
export const unknownValue: Value = { kind: "unknown", type: dynamicType };
/** `null` as it is written, without a type. */
export const nullValue: Value = { kind: "null", type: dynamicType };
/** `true`. */
const trueValue: Value = { kind: "bool", value: true };
/** `false`. */
const falseValue: Value = { kind: "bool", value: false };

/** `null` of a type. */
export function nullOf(type: Type): Value {
  return { kind: "null", type };
}

/** A value of which only the type is known. */
export function unknownOf(type: Type): Value {
  return { kind: "unknown", type };
}

/** A text, brought into Unicode's normal form C as cty does. */
export function stringValue(text: string): Value {
  return { kind: "string", value: normalized(text) };
}

/** Most texts are ASCII, which is in every normal form. */
function normalized(text: string): string {
  for (let index = 0; index < text.length; index += 1) {
    if (text.charCodeAt(index) > 0x7f) return text.normalize("NFC");
  }
  return text;
}

/** A number. */
export function numberValue(value: BigFloat): Value {
  return { kind: "number", value };
}

/** A whole number that fits into 64 bits. */
export function integerValue(value: bigint | number): Value {
  return { kind: "number", value: fromInteger(value) };
}

/** `true` or `false`. */
export function boolValue(value: boolean): Value {
  return value ? trueValue : falseValue;
}

/** A list; every item has to have the element's type already. */
export function listValue(element: Type, items: readonly Value[]): Value {
  return { kind: "list", element, items };
}

/** A tuple of any values. */
export function tupleValue(items: readonly Value[]): Value {
  return { kind: "tuple", items };
}

/** An object; its attributes come in any order. */
export function objectValue(entries: Iterable<readonly [string, Value]>): Value {
  return { kind: "object", entries: inKeyOrder(entries) };
}

/** A map; its entries come in any order and have the element's type already. */
export function mapValue(element: Type, entries: Iterable<readonly [string, Value]>): Value {
  return { kind: "map", element, entries: inKeyOrder(entries) };
}

function inKeyOrder(entries: Iterable<readonly [string, Value]>): ReadonlyMap<string, Value> {
  const map = new Map(entries);
  const keys = [...map.keys()];
  const isSorted = keys.every((key, index) => index === 0 || compareBytes(keys[index - 1] ?? "", key) < 0);
  if (isSorted) return map;
  return new Map([...map].toSorted(([left], [right]) => compareBytes(left, right)));
}

/** A set: items that are equal are one, in the order in which cty lists them. */
export function setValue(element: Type, items: readonly Value[]): Value {
  const sorted = items.toSorted(compareItems);
  return {
    kind: "set",
    element,
    items: sorted.filter((item, index) => {
      const before = sorted[index - 1];
      return before === undefined || valuesEqual(before, item) !== true;
    }),
  };
}

/**
 * Order of a set's items: texts by bytes, numbers by size, false before true, null and unknown at the end. What else
 * there is has an order that is stable and has no meaning; here as in cty that of a text made from it.
 * @see zclconf/go-cty cty/set_internals.go setRules.Less
 */
function compareItems(left: Value, right: Value): number {
  const ranks = rank(left) - rank(right);
  if (ranks !== 0) return ranks;
  if (left.kind === "string" && right.kind === "string") return compareBytes(left.value, right.value);
  if (left.kind === "number" && right.kind === "number") return compare(left.value, right.value);
  if (left.kind === "bool" && right.kind === "bool") return Number(left.value) - Number(right.value);
  return compareBytes(orderKey(left), orderKey(right));
}

function rank(value: Value): number {
  return value.kind === "null" ? 1 : value.kind === "unknown" ? 2 : 0;
}

function orderKey(value: Value): string {
  switch (value.kind) {
    case "unknown":
      return "?";
    case "null":
      return "~";
    case "string":
      return JSON.stringify(value.value);
    case "bool":
      return value.value ? "T" : "F";
    case "number":
      return tenDigits(value.value);
    case "list":
    case "set":
      return `[${value.items.map((item) => `${orderKey(item)};`).join("")}]`;
    case "tuple":
      return `<${value.items.map((item) => `${orderKey(item)};`).join("")}>`;
    case "object":
      return `<${[...value.entries.values()].map((item) => `${orderKey(item)};`).join("")}>`;
    case "map": {
      const entries = [...value.entries].map(([key, item]) => `${JSON.stringify(key)}:${orderKey(item)};`);
      return `{${entries.join("")}}`;
    }
  }
}

/** As Go's `%.10g`: enough to order, equality is looked at apart. */
function tenDigits(number: BigFloat): string {
  const rounded = shortestDecimal(number);
  const { digits, point } = roundDecimal(rounded, 10);
  if (number.infinite) return number.negative ? "-Inf" : "+Inf";
  const sign = number.negative ? "-" : "";
  if (digits === "") return `${sign}0`;
  const exponent = point - 1;
  if (exponent >= -4 && exponent < Math.max(digits.length, 10)) return sign + fixedText({ digits, point }, 0);
  const fraction = digits.length > 1 ? `.${digits.slice(1)}` : "";
  const power = String(Math.abs(exponent)).padStart(2, "0");
  return `${sign}${digits.charAt(0)}${fraction}e${exponent < 0 ? "-" : "+"}${power}`;
}

/** The type of a value. */
export function typeOf(value: Value): Type {
  switch (value.kind) {
    case "null":
    case "unknown":
      return value.type;
    case "string":
      return stringType;
    case "number":
      return numberType;
    case "bool":
      return boolType;
    case "list":
    case "set":
    case "map":
      return { kind: value.kind, element: value.element };
    case "tuple":
      return { kind: "tuple", items: value.items.map(typeOf) };
    case "object":
      return {
        kind: "object",
        attributes: new Map([...value.entries].map(([name, item]) => [name, typeOf(item)])),
      };
  }
}

/** Whether nothing in the value is unknown. */
export function isWhollyKnown(value: Value): boolean {
  switch (value.kind) {
    case "unknown":
      return false;
    case "list":
    case "set":
    case "tuple":
      return value.items.every(isWhollyKnown);
    case "map":
    case "object":
      return [...value.entries.values()].every(isWhollyKnown);
    default:
      return true;
  }
}

/**
 * Whether two values are equal, as `==` has it: no conversion, `null` equals any `null`.
 * `undefined` when something unknown decides.
 * @see zclconf/go-cty cty/value_ops.go Value.Equals
 */
export function valuesEqual(left: Value, right: Value): boolean | undefined {
  if (left.kind === "unknown" || right.kind === "unknown") return undefined;
  if (left.kind === "null" || right.kind === "null") return left.kind === right.kind;
  switch (left.kind) {
    case "string":
      return right.kind === "string" && left.value === right.value;
    case "bool":
      return right.kind === "bool" && left.value === right.value;
    case "number":
      return right.kind === "number" && compare(left.value, right.value) === 0;
    case "list":
    case "set":
      if (right.kind !== left.kind || !sameType(left.element, right.element)) return false;
      return itemsEqual(left.items, right.items);
    case "tuple":
      if (right.kind !== "tuple" || !sameType(typeOf(left), typeOf(right))) return false;
      return itemsEqual(left.items, right.items);
    case "map":
      if (right.kind !== "map" || !sameType(left.element, right.element)) return false;
      return entriesEqual(left.entries, right.entries);
    case "object":
      if (right.kind !== "object" || !sameType(typeOf(left), typeOf(right))) return false;
      return entriesEqual(left.entries, right.entries);
  }
}

function itemsEqual(left: readonly Value[], right: readonly Value[]): boolean | undefined {
  if (left.length !== right.length) return false;
  return allTrue(left.map((item, index) => valuesEqual(item, right[index] ?? nullValue)));
}

function entriesEqual(
  left: ReadonlyMap<string, Value>,
  right: ReadonlyMap<string, Value>,
): boolean | undefined {
  if (left.size !== right.size) return false;
  return allTrue(
    Array.from(left, ([key, item]) => {
      const other = right.get(key);
      return other === undefined ? false : valuesEqual(item, other);
    }),
  );
}

/** False when one is; else unknown when one is. */
function allTrue(results: readonly (boolean | undefined)[]): boolean | undefined {
  if (results.includes(false)) return false;
  return results.includes(undefined) ? undefined : true;
}
