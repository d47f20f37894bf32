import fc from "fast-check";
import { describe, expect, it } from "vitest";

import { convert } from "./convert.ts";
import { plainText } from "./number-text.ts";
import {
  boolType,
  constraintName,
  dynamicType,
  listOf,
  mapOf,
  numberType,
  sameType,
  setOf,
  stringType,
  typeName,
} from "./types.ts";
import type { Type } from "./types.ts";
import { fitsType, unify } from "./unify.ts";
import {
  boolValue,
  integerValue,
  listValue,
  nullOf,
  nullValue,
  objectValue,
  setValue,
  stringValue,
  tupleValue,
  typeOf,
  unknownOf,
  unknownValue,
  valuesEqual,
} from "./value.ts";
import type { Value } from "./value.ts";

const tuple = (...items: Type[]): Type => ({ kind: "tuple", items });
const object = (attributes: Record<string, Type>): Type => ({
  kind: "object",
  attributes: new Map(Object.entries(attributes)),
});

/** A value as JavaScript has it: enough to compare with. */
function plain(value: Value): unknown {
  switch (value.kind) {
    case "null":
      return null;
    case "unknown":
      return "unknown";
    case "number":
      return Number(plainText(value.value));
    case "string":
    case "bool":
      return value.value;
    case "list":
    case "set":
    case "tuple":
      return value.items.map(plain);
    case "map":
    case "object":
      return Object.fromEntries([...value.entries].map(([key, item]) => [key, plain(item)]));
  }
}

function result(value: Value, want: Type): unknown {
  const converted = convert(value, want);
  return "value" in converted ? plain(converted.value) : converted;
}

const one = integerValue(1);
const a = stringValue("a");

describe("convert", () => {
  it.each<[string, Value, Type, unknown]>([
    ["a number to text", one, stringType, "1"],
    ["a bool to text", boolValue(true), stringType, "true"],
    ["a text to a number", stringValue("1e3"), numberType, 1000],
    ["a text to a bool", stringValue("1"), boolType, true],
    ["a tuple to a list, items with it", tupleValue([one, a]), listOf(stringType), ["1", "a"]],
    [
      "a tuple to a list of whatever they have in common",
      tupleValue([one, a]),
      listOf(dynamicType),
      ["1", "a"],
    ],
    ["a tuple to a set, equal items once", tupleValue([a, one, a]), setOf(stringType), ["1", "a"]],
    ["an object to a map", objectValue([["b", one]]), mapOf(stringType), { b: "1" }],
    [
      "an object to one with fewer attributes",
      objectValue([
        ["b", one],
        ["a", a],
      ]),
      object({ a: stringType }),
      { a: "a" },
    ],
    ["null to null", nullValue, stringType, null],
    ["what is unknown to what is unknown", unknownValue, listOf(stringType), "unknown"],
    ["an empty tuple to a list", tupleValue([]), listOf(numberType), []],
    [
      "tuples in a tuple to lists",
      tupleValue([tupleValue([one]), tupleValue([a, a])]),
      listOf(listOf(dynamicType)),
      [["1"], ["a", "a"]],
    ],
  ])("turns %s", (_, value, want, expected) => {
    expect(result(value, want)).toEqual(expected);
  });

  // Texts of cty 1.19.0, which these follow in substance.
  it.each<[Value, Type, string, readonly (string | number)[]]>([
    [a, numberType, "a number is required", []],
    [stringValue("TRUE"), boolType, 'a bool is required; write it in lower case, "true"', []],
    [one, boolType, "bool required, but have number", []],
    [tupleValue([]), stringType, "string required, but have tuple", []],
    [a, listOf(stringType), "list of string required, but have string", []],
    [tupleValue([one, a]), listOf(numberType), "a number is required", [1]],
    [tupleValue([tupleValue([])]), listOf(numberType), "element 0: number required, but have tuple", []],
    [objectValue([]), object({ a: stringType }), 'attribute "a" is required', []],
    [
      objectValue([]),
      object({ c: stringType, a: stringType, b: stringType }),
      'attributes "a", "b", and "c" are required',
      [],
    ],
    [tupleValue([a, tupleValue([])]), listOf(dynamicType), "all list elements must have the same type", []],
  ])("says why not: %#", (value, want, problem, path) => {
    expect(convert(value, want)).toEqual({ problem, path });
  });

  it("refuses to write out a number of a billion digits", () => {
    const converted = convert(stringValue("1e600000000"), numberType);
    expect("value" in converted && result(converted.value, stringType)).toMatchObject({
      problem: expect.stringContaining("million digits"),
    });
  });

  it("gives null and unknown the type that was wanted", () => {
    expect(convert(nullOf(tuple(numberType)), listOf(dynamicType))).toEqual({
      value: nullOf(listOf(numberType)),
    });
    expect(convert(unknownOf(object({ a: boolType })), mapOf(dynamicType))).toEqual({
      value: unknownOf(mapOf(boolType)),
    });
  });
});

describe("unify", () => {
  it.each<[string, Type[], Type | undefined]>([
    ["one type", [numberType], numberType],
    ["a number and a text", [numberType, stringType], stringType],
    ["a number and a bool", [numberType, boolType], undefined],
    [
      "tuples item by item",
      [tuple(numberType, stringType), tuple(stringType, stringType)],
      tuple(stringType, stringType),
    ],
    [
      "tuples of several lengths as a list",
      [tuple(numberType), tuple(stringType, stringType)],
      listOf(stringType),
    ],
    [
      "objects attribute by attribute",
      [object({ a: numberType }), object({ a: stringType })],
      object({ a: stringType }),
    ],
    [
      "objects of several shapes as a map",
      [object({ a: numberType }), object({ b: numberType })],
      mapOf(numberType),
    ],
    ["a tuple beside a list", [tuple(numberType), listOf(stringType)], listOf(stringType)],
    ["an object beside a map", [mapOf(boolType), object({ b: stringType })], mapOf(stringType)],
    ["a list beside a set", [setOf(stringType), listOf(stringType)], listOf(stringType)],
    ["an object and a tuple", [object({}), tuple()], undefined],
    ["a list and a text", [listOf(stringType), stringType], undefined],
    ["nothing", [], undefined],
    ["a type that is not known and a text", [dynamicType, stringType], stringType],
    ["a type that is not known and a list", [dynamicType, listOf(stringType)], dynamicType],
  ])("of %s", (_, types, want) => {
    const got = unify(types, "unsafe");
    expect(got === undefined ? undefined : typeName(got)).toBe(
      want === undefined ? undefined : typeName(want),
    );
    expect(want !== undefined && got !== undefined && !sameType(got, want)).toBe(false);
  });

  it("is such that everything unified fits", () => {
    const type = fc.letrec<{ type: Type }>((tie) => ({
      type: fc.oneof(
        { maxDepth: 3, withCrossShrink: true },
        fc.constantFrom(stringType, numberType, boolType),
        tie("type").map(listOf),
        tie("type").map(setOf),
        tie("type").map(mapOf),
        fc.array(tie("type"), { maxLength: 3 }).map((items) => tuple(...items)),
        fc.dictionary(fc.constantFrom("a", "b"), tie("type")).map(object),
      ),
    })).type;
    fc.assert(
      fc.property(fc.array(type, { minLength: 1, maxLength: 4 }), (types) => {
        const common = unify(types, "unsafe");
        if (common === undefined) return;
        expect(types.every((each) => sameType(each, common) || fitsType(each, common, "unsafe"))).toBe(true);
      }),
    );
  });
});

describe("values", () => {
  it("are equal without conversion, and null equals null", () => {
    expect(valuesEqual(one, stringValue("1"))).toBe(false);
    expect(valuesEqual(nullOf(stringType), nullValue)).toBe(true);
    expect(valuesEqual(tupleValue([one]), listValue(numberType, [one]))).toBe(false);
    expect(valuesEqual(one, unknownValue)).toBeUndefined();
    expect(valuesEqual(objectValue([["a", one]]), objectValue([["a", one]]))).toBe(true);
  });

  it("have texts in Unicode's normal form C", () => {
    expect(stringValue("e\u0301")).toEqual({ kind: "string", value: "\u00e9" });
  });

  it("list sets in order", () => {
    const items = [nullOf(numberType), ...[10, 9, -1, 9].map(integerValue)];
    expect(plain(setValue(numberType, items))).toEqual([-1, 9, 10, null]);
    expect(plain(setValue(stringType, [stringValue("\u{1f600}"), stringValue("\uffee"), a]))).toEqual([
      "a",
      "\uffee",
      "\u{1f600}",
    ]);
    expect(plain(setValue(boolType, [boolValue(true), boolValue(false)]))).toEqual([false, true]);
  });

  it("name their types", () => {
    expect(typeName(typeOf(listValue(mapOf(numberType), [])))).toBe("list of map of number");
    expect(constraintName(listOf(dynamicType))).toBe("list of any single type");
    expect(constraintName(dynamicType)).toBe("any type");
  });
});
