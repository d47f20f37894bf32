import { parseDuration, type Nanoseconds } from "../../units/duration.ts";
import { isRecord } from "../key-path.ts";
import { isSecret, type Secret } from "../secret.ts";

/*
 * What an attribute's value may be. A type is one guard for each spelling, from which TypeScript infers the types of
 * specs and of the API's jobs; nothing but these guards is loaded by whoever needs the schema.
 */

/** How a value is written in a spec (`Spec`) and in the API's job (`Hub`). */
export interface ValueType<Spec, Hub> {
  readonly name: TypeName;
  readonly isSpec: (value: unknown) => value is Spec;
  readonly isHub: (value: unknown) => value is Hub;
}

/** What an attribute's value is, in words; every one is converted in its own way. */
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
const isHubInteger: Guard<number | bigint> = (value) => isInteger(value) || typeof value === "bigint";
const isText: Guard<string | Secret> = (value) => isString(value) || isSecret(value);
const isScalar: Guard<string | number | boolean> = (value) =>
  isString(value) || isNumber(value) || isBoolean(value);
const isScalarText: Guard<string | number | boolean | Secret> = (value) => isScalar(value) || isSecret(value);
const isDuration: Guard<DurationText> = (value): value is DurationText =>
  typeof value === "string" && parseDuration(value) !== undefined;
const isNanoseconds: Guard<Nanoseconds> = isHubInteger;

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
  readonly int: ValueType<number, number | bigint>;
  readonly bool: ValueType<boolean, boolean>;
  readonly duration: ValueType<DurationText, Nanoseconds>;
  readonly strings: ValueType<ReadonlyList<string | Secret>, string[]>;
  readonly ints: ValueType<ReadonlyList<number>, number[]>;
  readonly stringMap: ValueType<ReadonlyMapOf<string | number | boolean | Secret>, Record<string, string>>;
  readonly stringsMap: ValueType<ReadonlyMapOf<ReadonlyList<string | Secret>>, Record<string, string[]>>;
} = {
  scalar: { name: "scalar", isSpec: isScalar, isHub: isString },
  string: { name: "string", isSpec: isString, isHub: isString },
  text: { name: "string", isSpec: isText, isHub: isString },
  int: { name: "int", isSpec: isInteger, isHub: isHubInteger },
  bool: { name: "bool", isSpec: isBoolean, isHub: isBoolean },
  duration: { name: "duration", isSpec: isDuration, isHub: isNanoseconds },
  strings: { name: "strings", isSpec: listOf(isText), isHub: listOf(isString) },
  ints: { name: "ints", isSpec: listOf(isInteger), isHub: listOf(isInteger) },
  stringMap: { name: "string map", isSpec: mapOf(isScalarText), isHub: mapOf(isString) },
  stringsMap: { name: "strings map", isSpec: mapOf(listOf(isText)), isHub: mapOf(listOf(isString)) },
};
