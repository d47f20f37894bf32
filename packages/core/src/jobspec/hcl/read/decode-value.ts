import { evaluate } from "../../../hcl/evaluate/evaluate.ts";
import { startRange } from "../../../hcl/evaluate/start-range.ts";
import { isWhole, toDouble, truncate } from "../../../hcl/values/big-float.ts";
import type { BigFloat } from "../../../hcl/values/big-float.ts";
import { convert } from "../../../hcl/values/convert.ts";
import { boolType, listOf, mapOf, numberType, stringType, typeName } from "../../../hcl/values/types.ts";
import type { Type } from "../../../hcl/values/types.ts";
import { typeOf } from "../../../hcl/values/value.ts";
import type { Value } from "../../../hcl/values/value.ts";
import { durationProblem } from "../../../go/duration-problem.ts";
import { parseDuration } from "../../../units/duration.ts";
import type { TypeName } from "../../schema/_values.ts";
import type { HclArgument, Report } from "./hcl-body.ts";

/** What is wanted of a value, and whether it may be null, which is then as good as absent. */
export interface Wanted {
  readonly type: TypeName;
  readonly allowsNull: boolean;
}

/** A value in the API's form; `undefined` for null, and after a report. */
export function decodeArgument(argument: HclArgument, wanted: Wanted, report: Report): unknown {
  const { expression, scope } = argument;
  const { value, problems } = evaluate(expression, scope);
  for (const problem of problems) report(problem);
  if (problems.length > 0) return undefined;
  const decoded = decodeValue(value, wanted);
  if ("result" in decoded) return decoded.result;
  report({
    code: decoded.code ?? "NX203",
    detail: `"${argument.name}" does not fit: ${decoded.problem}.`,
    subject: startRange(expression),
    context: { start: expression.start, end: expression.end },
  });
  return undefined;
}

type Decoded = { readonly result: unknown } | { readonly problem: string; readonly code?: "NX204" };

const notNull: Decoded = { problem: "it must not be null" };

function decodeValue(value: Value, { type, allowsNull }: Wanted): Decoded {
  if (type === "duration") return decodeDuration(value);
  if (type === "any") return { result: dataOf(value) };
  const converted = convert(value, typesByName[type]);
  if ("problem" in converted) {
    const [at] = converted.path;
    return {
      problem: at === undefined ? converted.problem : `element ${JSON.stringify(at)}: ${converted.problem}`,
    };
  }
  const given = converted.value;
  if (given.kind === "unknown") return { problem: "the value is not known" };
  if (given.kind === "null") {
    const isCollection = given.type.kind === "list" || given.type.kind === "map";
    return allowsNull || isCollection ? { result: undefined } : notNull;
  }
  return decodeKnown(given, type);
}

const typesByName: Readonly<Record<Exclude<TypeName, "duration" | "any">, Type>> = {
  string: stringType,
  scalar: stringType,
  int: numberType,
  number: numberType,
  bool: boolType,
  strings: listOf(stringType),
  ints: listOf(numberType),
  "string map": mapOf(stringType),
  "int map": mapOf(numberType),
  "strings map": mapOf(listOf(stringType)),
};

function decodeKnown(value: Value, type: TypeName): Decoded {
  switch (value.kind) {
    case "string":
    case "bool":
      return { result: value.value };
    case "number":
      return type === "number" ? { result: toDouble(value.value) } : decodeInteger(value.value);
    case "list":
    case "set":
    case "tuple":
      return decodeItems(value.items, type);
    case "map":
    case "object": {
      const items = decodeItems([...value.entries.values()], type === "strings map" ? "strings" : type);
      if (!("result" in items) || !Array.isArray(items.result)) return items;
      const decoded: unknown[] = items.result;
      const keys = [...value.entries.keys()];
      return { result: Object.fromEntries(keys.map((key, index) => [key, decoded[index]])) };
    }
    case "null":
      return notNull;
    case "unknown":
      return { problem: "the value is not known" };
  }
}

function decodeItems(items: readonly Value[], type: TypeName): Decoded {
  const results: unknown[] = [];
  for (const item of items) {
    const decoded = decodeKnown(item, type);
    if ("problem" in decoded) return decoded;
    results.push(decoded.result);
  }
  return { result: results };
}

const [smallest, largest] = [-(2n ** 63n), 2n ** 63n - 1n];

function decodeInteger(value: BigFloat): Decoded {
  if (!isWhole(value)) return { problem: "a whole number is required" };
  const whole = truncate(value);
  if (whole < smallest || whole > largest) return { problem: "the number is beyond 64 bits" };
  return { result: narrow(whole) };
}

/** A number where JavaScript has it to the last digit, else a bigint. */
function narrow(whole: bigint): number | bigint {
  const number = Number(whole);
  return Number.isSafeInteger(number) ? number : whole;
}

/** A text with units, or, which is seldom meant, a number of nanoseconds. */
function decodeDuration(value: Value): Decoded {
  if (value.kind === "null") return { problem: "it must not be null", code: "NX204" };
  if (value.kind === "string") {
    const nanoseconds = parseDuration(value.value);
    if (nanoseconds !== undefined) return { result: nanoseconds };
    return { problem: `${durationProblem(value.value)}; write "30s", "5m" or "1h15m"`, code: "NX204" };
  }
  if (value.kind === "number") return decodeInteger(value.value);
  if (value.kind === "unknown") return { problem: "the value is not known" };
  return {
    problem: `a duration such as "30s" is required, and this is a ${typeName(typeOf(value))}`,
    code: "NX204",
  };
}

/**
 * A value as plain data, as Nomad makes it of what has no schema: whole numbers of 64 bits stay whole, others are doubles.
 * @see hashicorp/nomad jobspec2/parse_map.go interfaceFromCtyValue (2.0.5)
 */
export function dataOf(value: Value): unknown {
  switch (value.kind) {
    case "null":
    case "unknown":
      return null;
    case "string":
    case "bool":
      return value.value;
    case "number": {
      const whole = isWhole(value.value) ? truncate(value.value) : undefined;
      return whole !== undefined && whole >= smallest && whole <= largest
        ? narrow(whole)
        : toDouble(value.value);
    }
    case "list":
    case "set":
    case "tuple":
      return value.items.map(dataOf);
    case "map":
    case "object":
      return Object.fromEntries(Array.from(value.entries, ([key, item]) => [key, dataOf(item)]));
  }
}
