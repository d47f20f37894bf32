import { compareBytes } from "../../go/byte-order.ts";
import type { CallResult } from "../evaluate/hcl-function.ts";
import { convert } from "../values/convert.ts";
import { dynamicType, listOf, sameType, stringType, typeName } from "../values/types.ts";
import type { Type } from "../values/types.ts";
import { unify } from "../values/unify.ts";
import {
  boolValue,
  integerValue,
  listValue,
  mapValue,
  objectValue,
  tupleValue,
  typeOf,
  valuesEqual,
  unknownOf,
  unknownValue,
} from "../values/value.ts";
import type { Value } from "../values/value.ts";
import { any, asText, asWhole, define, itemsOf, number, results, text, texts } from "./define.ts";
import type { Functions } from "./define.ts";

const anyList = { name: "list", type: listOf(dynamicType) };

/**
 * Functions of lists, tuples, maps and objects.
 * @see zclconf/go-cty cty/function/stdlib/{collection,sequence,general}.go (1.19.0)
 */
export const collectionFunctions: Functions = {
  length: define([any("collection")], results.number, ([value]) => lengthOf(value)),
  keys: define([any("inputMap")], results.any, ([value]) => keysOf(value)),
  values: define([any("values")], results.any, ([value]) => valuesOf(value)),
  lookup: define([any("inputMap"), text("key"), any("default")], results.any, lookup),
  element: define([any("list"), number("index")], results.any, element),
  index: define([any("collection"), any("key")], results.any, index),
  contains: define([any("list"), any("value", { allowsNull: true })], results.bool, contains),
  concat: define([], results.any, concat, any("seqs")),
  compact: define([texts("list")], results.texts, ([list]) => ({
    value: listValue(
      stringType,
      itemsOf(list).filter((item) => asText(item) !== ""),
    ),
  })),
  distinct: define([anyList], results.any, distinct),
  sort: define([texts("list")], results.texts, sort),
  flatten: define([any("list")], results.any, ([value]) =>
    isSequence(value)
      ? { value: tupleValue(flattened(value)) }
      : { problem: "only lists, sets and tuples can be flattened" },
  ),
  chunklist: define([anyList, number("size")], results.any, chunklist),
  slice: define([any("list"), number("start_index"), number("end_index")], results.any, slice),
  coalesce: define([], results.any, coalesce, any("vals", { allowsNull: true, allowsUnknown: true })),
  coalescelist: define([], results.any, coalesceList, any("vals", { allowsNull: true })),
  merge: define([], results.any, merge, any("maps", { allowsNull: true })),
  zipmap: define([texts("keys"), any("values")], results.any, zipmap),
};

type SequenceValue = Extract<Value, { items: readonly Value[] }>;

function isSequence(value: Value | undefined): value is SequenceValue {
  return value !== undefined && "items" in value;
}

function kindOf(value: Value | undefined): string {
  return value === undefined ? "nothing" : typeName(typeOf(value));
}

/** The items as a list again, or a tuple again, as the value that they come from. */
function sequenceLike(value: SequenceValue, items: readonly Value[]): Value {
  return value.kind === "tuple" ? tupleValue(items) : listValue(value.element, items);
}

function lengthOf(value: Value | undefined): CallResult {
  if (isSequence(value)) return { value: integerValue(value.items.length) };
  if (value?.kind === "map") return { value: integerValue(value.entries.size) };
  return { problem: "a list, a set, a map or a tuple is required" };
}

function keysOf(value: Value | undefined): CallResult {
  if (value === undefined || !("entries" in value))
    return { problem: "a map or an object is required", argument: 0 };
  const keys = Array.from(value.entries.keys(), (key): Value => ({ kind: "string", value: key }));
  return { value: value.kind === "map" ? listValue(stringType, keys) : tupleValue(keys) };
}

function valuesOf(value: Value | undefined): CallResult {
  if (value === undefined || !("entries" in value)) return { problem: "a map or an object is required" };
  const items = [...value.entries.values()];
  return { value: value.kind === "map" ? listValue(value.element, items) : tupleValue(items) };
}

function lookup([from, key, fallback]: readonly Value[]): CallResult {
  if (from === undefined || !("entries" in from))
    return { problem: "a map or an object is required", argument: 0 };
  const want = from.kind === "map" ? from.element : dynamicType;
  const converted = convert(fallback ?? unknownOf(want), want);
  if ("problem" in converted) {
    return { problem: "the default has to be of the type of the map's elements", argument: 2 };
  }
  return { value: from.entries.get(asText(key)) ?? converted.value };
}

function element([list, at]: readonly Value[]): CallResult {
  if (list?.kind !== "list" && list?.kind !== "tuple")
    return { problem: `a ${kindOf(list)} has no elements with an index` };
  const whole = asWhole(at);
  if ("problem" in whole) return { problem: `invalid index: ${whole.problem}` };
  const count = BigInt(list.items.length);
  const item = count === 0n ? undefined : list.items[Number(((whole.exact % count) + count) % count)];
  return item === undefined ? { problem: "an empty list has no elements" } : { value: item };
}

function index([collection, key]: readonly Value[]): CallResult {
  if (collection?.kind === "map") {
    if (key?.kind !== "string") return { problem: "the key of a map has to be a text" };
    const entry = collection.entries.get(key.value);
    return entry === undefined ? { problem: "there is no element with this key" } : { value: entry };
  }
  if (collection?.kind !== "list" && collection?.kind !== "tuple") {
    return { problem: "a list, a map or a tuple is required" };
  }
  if (key?.kind !== "number") return { problem: `the key of a ${collection.kind} has to be a number` };
  const whole = asWhole(key);
  const item = "problem" in whole ? undefined : collection.items[whole.whole];
  return item === undefined ? { problem: "there is no element with this index" } : { value: item };
}

function contains([list, wanted]: readonly Value[]): CallResult {
  // A null that has no type is taken for something that is not known yet, as on the server.
  if (wanted === undefined || (wanted.kind === "null" && wanted.type.kind === "dynamic")) {
    return { value: unknownValue };
  }
  if (!isSequence(list)) return { problem: "a list, a tuple or a set is required" };
  let isKnown = true;
  for (const item of list.items) {
    const equal = valuesEqual(wanted, item);
    if (equal === true) return { value: boolValue(true) };
    if (equal === undefined) isKnown = false;
  }
  return { value: isKnown ? boolValue(false) : unknownOf(results.bool) };
}

function concat(args: readonly Value[]): CallResult {
  if (args.length === 0) return { problem: "at least one argument is required" };
  const bad = args.findIndex((arg) => arg.kind !== "list" && arg.kind !== "tuple");
  if (bad >= 0)
    return { problem: `a list or a tuple is required, and this is a ${kindOf(args[bad])}`, argument: bad };
  const common = args.every((arg) => arg.kind === "list") ? unify(args.map(typeOf), "unsafe") : undefined;
  if (common?.kind !== "list") return { value: tupleValue(args.flatMap(itemsOf)) };
  const items: Value[] = [];
  for (const [position, arg] of args.entries()) {
    const converted = convert(arg, common);
    if ("problem" in converted) return { problem: converted.problem, argument: position };
    items.push(...itemsOf(converted.value));
  }
  return { value: listValue(common.element, items) };
}

function distinct([list]: readonly Value[]): CallResult {
  if (list?.kind !== "list") return { problem: "a list is required" };
  const seen: Value[] = [];
  for (const item of list.items) {
    if (!seen.some((other) => valuesEqual(other, item) === true)) seen.push(item);
  }
  return { value: listValue(list.element, seen) };
}

function sort([list]: readonly Value[]): CallResult {
  const items = itemsOf(list);
  const nothing = items.findIndex(({ kind }) => kind === "null");
  if (nothing >= 0) return { problem: `element ${nothing} is null, and null cannot be sorted` };
  const sorted = items.toSorted((left, right) => compareBytes(asText(left), asText(right)));
  return { value: listValue(stringType, sorted) };
}

function flattened(value: SequenceValue): Value[] {
  return value.items.flatMap((item) => (isSequence(item) ? flattened(item) : [item]));
}

function chunklist([list, size]: readonly Value[]): CallResult {
  if (list?.kind !== "list") return { problem: "a list is required" };
  const whole = asWhole(size);
  if ("problem" in whole) return { problem: `invalid size: ${whole.problem}` };
  if (whole.whole < 0) return { problem: "the size must not be negative" };
  const type = typeOf(list);
  if (list.items.length === 0) return { value: listValue(type, []) };
  if (whole.whole === 0) return { value: listValue(type, [list]) };
  const chunks: Value[] = [];
  for (let start = 0; start < list.items.length; start += whole.whole) {
    chunks.push(listValue(list.element, list.items.slice(start, start + whole.whole)));
  }
  return { value: listValue(type, chunks) };
}

function slice([list, from, to]: readonly Value[]): CallResult {
  if (list?.kind === "set") {
    return { problem: "a set has no order to cut a part out of: convert it to a list first", argument: 0 };
  }
  if (list?.kind !== "list" && list?.kind !== "tuple")
    return { problem: "a list or a tuple is required", argument: 0 };
  const start = asWhole(from);
  if ("problem" in start) return { problem: `invalid start: ${start.problem}`, argument: 1 };
  const { length } = list.items;
  if (start.whole < 0) return { problem: "the start must not be negative", argument: 1 };
  if (start.whole > length)
    return { problem: `the start must not be beyond the length, ${length}`, argument: 1 };
  const end = asWhole(to);
  if ("problem" in end) return { problem: `invalid end: ${end.problem}`, argument: 2 };
  if (end.whole < 0) return { problem: "the end must not be negative", argument: 2 };
  if (end.whole > length) return { problem: `the end must not be beyond the length, ${length}`, argument: 2 };
  if (start.whole > end.whole) return { problem: "the start must not be beyond the end", argument: 1 };
  return { value: sequenceLike(list, list.items.slice(start.whole, end.whole)) };
}

function coalesce(args: readonly Value[]): CallResult {
  const common = unify(args.map(typeOf), "unsafe");
  if (common === undefined) return { problem: "all arguments must have a common type" };
  const first = args.find(({ kind }) => kind !== "null");
  if (first === undefined) return { problem: "every argument is null" };
  if (first.kind === "unknown") return { value: unknownOf(common) };
  const converted = convert(first, common);
  return "problem" in converted ? { problem: converted.problem } : { value: converted.value };
}

function coalesceList(args: readonly Value[]): CallResult {
  if (args.length === 0) return { problem: "at least one argument is required" };
  const types = args.map(typeOf);
  if (types.some(({ kind }) => kind !== "list" && kind !== "tuple")) {
    return { problem: "the arguments have to be lists or tuples" };
  }
  const first = args.find((arg) => itemsOf(arg).length > 0);
  return first === undefined ? { problem: "every argument is empty" } : { value: first };
}

function merge(args: readonly Value[]): CallResult {
  const types = args.map((arg): Type => {
    const type = typeOf(arg);
    return arg.kind === "null" && type.kind === "object" ? { kind: "object", attributes: new Map() } : type;
  });
  if (types.some(({ kind }) => kind === "dynamic")) {
    const hasOnlyNulls = args.every(({ kind }) => kind === "null");
    if (!hasOnlyNulls && args.some(({ kind }) => kind === "unknown"))
      return { value: unknownOf(dynamicType) };
  }
  const bad = types.find(({ kind }) => kind !== "map" && kind !== "object" && kind !== "dynamic");
  if (bad !== undefined) return { problem: `maps or objects are required, and one is a ${typeName(bad)}` };
  const entries = args.flatMap((arg) => ("entries" in arg ? [...arg.entries] : []));
  const [first] = types;
  if (first?.kind === "map" && types.every((type) => sameType(type, first))) {
    return { value: mapValue(first.element, entries) };
  }
  return { value: objectValue(entries) };
}

function zipmap([keys, values]: readonly Value[]): CallResult {
  if (values?.kind !== "list" && values?.kind !== "tuple") {
    return { problem: "the values have to be a list or a tuple" };
  }
  const names = itemsOf(keys);
  const nothing = names.findIndex(({ kind }) => kind === "null");
  if (nothing !== -1) return { problem: `key ${nothing} is null` };
  if (names.length !== values.items.length) {
    return {
      problem: `there are ${names.length} keys and ${values.items.length} values: there have to be as many of both`,
    };
  }
  const entries = names.map((name, position): [string, Value] => [
    asText(name),
    values.items[position] ?? unknownOf(dynamicType),
  ]);
  return { value: values.kind === "list" ? mapValue(values.element, entries) : objectValue(entries) };
}
