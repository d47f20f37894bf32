import { parseDuration, type Nanoseconds } from "../../units/duration.ts";
import { isRecord } from "../key-path.ts";
import { isSecret, type Secret } from "../secret.ts";

/*
 * The values that an attribute may have. A type is one guard for each spelling, from which TypeScript infers the types
 * of specs and of the API's jobs; nothing but these guards is loaded by whoever needs the schema.
 */

/** How a value is written in a spec (`Spec`) and in the API's job (`Hub`). */
export interface ValueType<Spec, Hub> {
  readonly name: TypeName;
  readonly isSpec: (value: unknown) => value is Spec;
  readonly isHub: (value: unknown) => value is Hub;
  /** Of whole numbers, how wide Go's type is. */
  readonly width?: IntegerWidth;
}

/** Go's types of whole numbers; its `int` has 64 bits on every machine that Nomad is made for. */
export type IntegerWidth = keyof typeof integerRanges;

/** The least and the greatest number of each width. */
export const integerRanges = {
  int8: [-128n, 127n],
  uint8: [0n, 255n],
  uint16: [0n, 65_535n],
  uint32: [0n, 2n ** 32n - 1n],
  int64: [-(2n ** 63n), 2n ** 63n - 1n],
  uint64: [0n, 2n ** 64n - 1n],
} as const satisfies Readonly<Record<string, readonly [bigint, bigint]>>;

/** The type of an attribute's value, in words; every one is converted in its own way. */
export type TypeName =
  | "string"
  | "int"
  | "number"
  | "bool"
  | "duration"
  | "scalar"
  | "strings"
  | "ints"
  | "string map"
  | "int map"
  | "strings map"
  | "any";

/** A Go duration in a spec (`"1h15m"`); nanoseconds in the API. */
export type DurationText = `${string}${"ns" | "us" | "µs" | "ms" | "s" | "m" | "h"}` | "0";

type Guard<T> = (value: unknown) => value is T;

/** Whether it is text. */
export const isString: Guard<string> = (value) => typeof value === "string";
/** Whether it is `true` or `false`. */
export const isBoolean: Guard<boolean> = (value) => typeof value === "boolean";
/** Whether it is a whole number that JavaScript holds to the last digit. */
export const isInteger: Guard<number> = (value): value is number => Number.isSafeInteger(value);
/** Takes anything: a value that nobody looks into. */
export const isAnything: Guard<unknown> = (value): value is unknown => value !== undefined;

const isNumber: Guard<number> = (value): value is number => Number.isFinite(value);
const isText: Guard<string | Secret> = (value) => isString(value) || isSecret(value);
const isScalar: Guard<string | number | boolean> = (value) =>
  isString(value) || isNumber(value) || isBoolean(value);
const isScalarText: Guard<string | number | boolean | Secret> = (value) => isScalar(value) || isSecret(value);
const isDuration: Guard<DurationText> = (value): value is DurationText =>
  typeof value === "string" && parseDuration(value) !== undefined;
const isNanoseconds: Guard<Nanoseconds> = isHubInteger("int64");

/** Whether a whole number is none too many for Go's type. */
export function isWithin(value: number | bigint, width: IntegerWidth): boolean {
  const [least, most] = integerRanges[width];
  return value >= least && value <= most;
}

/** How wide that is, in words: ` from 0 to 255`. */
export function widthText(width: IntegerWidth): string {
  const [least, most] = integerRanges[width];
  return ` from ${least} to ${most}`;
}

function isSpecInteger(width: IntegerWidth): Guard<number> {
  return (value): value is number => isInteger(value) && isWithin(value, width);
}

function isHubInteger(width: IntegerWidth): Guard<number | bigint> {
  return (value): value is number | bigint =>
    (isInteger(value) || typeof value === "bigint") && isWithin(value, width);
}

function integer(width: IntegerWidth): ValueType<number, number | bigint> {
  return { name: "int", isSpec: isSpecInteger(width), isHub: isHubInteger(width), width };
}

/** Whether it is one or the other. */
export function either<A, B>(isA: Guard<A>, isB: Guard<B>): Guard<A | B> {
  return (value): value is A | B => isA(value) || isB(value);
}

/** Whether it is a list of such values; a gap in it is none. */
export function listOf<T>(isItem: Guard<T>): Guard<T[]> {
  return (value): value is T[] => Array.isArray(value) && Array.from(value).every(isItem);
}

/** Whether it is an object with such values. */
export function mapOf<T>(isItem: Guard<T>): Guard<Record<string, T>> {
  return (value): value is Record<string, T> => isRecord(value) && Object.values(value).every(isItem);
}

type ReadonlyList<T> = readonly T[];
type ReadonlyMapOf<T> = Readonly<Record<string, T>>;

/** The types of the blocks' attributes; the drivers' configurations have some of their own. */
export const types: {
  readonly scalar: ValueType<string | number | boolean, string>;
  readonly string: ValueType<string, string>;
  readonly text: ValueType<string | Secret, string>;
  readonly int8: ValueType<number, number | bigint>;
  readonly uint8: ValueType<number, number | bigint>;
  readonly uint16: ValueType<number, number | bigint>;
  readonly uint32: ValueType<number, number | bigint>;
  readonly uint64: ValueType<number, number | bigint>;
  readonly int: ValueType<number, number | bigint>;
  readonly bool: ValueType<boolean, boolean>;
  readonly duration: ValueType<DurationText, Nanoseconds>;
  readonly strings: ValueType<ReadonlyList<string | Secret>, string[]>;
  readonly uint16s: ValueType<ReadonlyList<number>, number[]>;
  readonly stringMap: ValueType<ReadonlyMapOf<string | number | boolean | Secret>, Record<string, string>>;
  readonly stringsMap: ValueType<ReadonlyMapOf<ReadonlyList<string | Secret>>, Record<string, string[]>>;
} = {
  scalar: { name: "scalar", isSpec: isScalar, isHub: isString },
  string: { name: "string", isSpec: isString, isHub: isString },
  text: { name: "string", isSpec: isText, isHub: isString },
  int8: integer("int8"),
  uint8: integer("uint8"),
  uint16: integer("uint16"),
  uint32: integer("uint32"),
  uint64: integer("uint64"),
  int: integer("int64"),
  bool: { name: "bool", isSpec: isBoolean, isHub: isBoolean },
  duration: { name: "duration", isSpec: isDuration, isHub: isNanoseconds },
  strings: { name: "strings", isSpec: listOf(isText), isHub: listOf(isString) },
  uint16s: {
    name: "ints",
    isSpec: listOf(isSpecInteger("uint16")),
    isHub: listOf(isSpecInteger("uint16")),
    width: "uint16",
  },
  stringMap: { name: "string map", isSpec: mapOf(isScalarText), isHub: mapOf(isString) },
  stringsMap: { name: "strings map", isSpec: mapOf(listOf(isText)), isHub: mapOf(listOf(isString)) },
};
