import { startRange } from "../../../hcl/evaluate/start-range.ts";
import { asInteger, toDouble, toInt64 } from "../../../hcl/values/big-float.ts";
import type { BigFloat } from "../../../hcl/values/big-float.ts";
import { convert } from "../../../hcl/values/convert.ts";
import { boolType, listOf, mapOf, numberType, stringType, typeName } from "../../../hcl/values/types.ts";
import type { Type } from "../../../hcl/values/types.ts";
import { typeOf } from "../../../hcl/values/value.ts";
import type { Value } from "../../../hcl/values/value.ts";
import { durationProblem } from "../../../go/duration-problem.ts";
import { parseDuration } from "../../../units/duration.ts";
import { narrow } from "../../../units/narrow.ts";
import { isWithin, widthText, type IntegerWidth, type TypeName } from "../../schema/_values.ts";
import { argumentValue } from "./argument-value.ts";
import type { HclArgument, Report } from "./hcl-body.ts";

/** The type wanted of a value, and whether it may be null, which then counts as absent. */
export interface ExpectedValue {
  readonly type: TypeName;
  readonly allowsNull: boolean;
  readonly width?: IntegerWidth | undefined;
  /** As in {@link Block.bySpecification}. */
  readonly bySpecification?: true | undefined;
}

/** A value in the API's form; `undefined` for null, and after a report. */
export function decodeArgument(argument: HclArgument, wanted: ExpectedValue, report: Report): unknown {
  const { expression } = argument;
  const { value, problems } = argumentValue(argument);
  for (const problem of problems) report(problem);
  if (problems.length > 0) return undefined;
  const decoded = decodeValue(value, wanted);
  if ("result" in decoded) return decoded.result;
  const range = { start: expression.start, end: expression.end };
  const wrapped = wanted.bySpecification ? wrappedInteger(value, wanted) : undefined;
  const instead = wrapped === undefined ? "" : ` Nomad would use ${wrapped} instead.`;
  report({
    ...(wrapped === undefined ? {} : { severity: "warning" }),
    code: decoded.code ?? "NX203",
    detail: `"${argument.name}" does not fit: ${decoded.problem}.${instead}`,
    subject: wanted.bySpecification ? range : startRange(expression),
    context: range,
  });
  return wrapped;
}

/**
 * The part of a number that Go's type keeps when it cannot hold all of it.
 * @see hashicorp/nomad jobspec2/hcl_conversions.go decodeAffinity (2.0.5)
 */
function wrappedInteger(value: Value, { type, width }: ExpectedValue): number | undefined {
  const converted = type === "int" && width === "int8" ? convert(value, numberType) : undefined;
  if (converted === undefined || "problem" in converted || converted.value.kind !== "number")
    return undefined;
  return Number(BigInt.asIntN(8, toInt64(converted.value.value)));
}

type Decoded = { readonly result: unknown } | { readonly problem: string; readonly code?: "NX204" };

const notNull: Decoded = { problem: "it must not be null" };

function decodeValue(value: Value, { type, allowsNull, width = "int64" }: ExpectedValue): Decoded {
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
  return decodeKnown(given, type, width);
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

function decodeKnown(value: Value, type: TypeName, width: IntegerWidth): Decoded {
  switch (value.kind) {
    case "string":
    case "bool":
      return { result: value.value };
    case "number":
      return type === "number" ? { result: toDouble(value.value) } : decodeInteger(value.value, width);
    case "list":
    case "set":
    case "tuple":
      return decodeItems(value.items, type, width);
    case "map":
    case "object": {
      const items = decodeItems(
        [...value.entries.values()],
        type === "strings map" ? "strings" : type,
        width,
      );
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

function decodeItems(items: readonly Value[], type: TypeName, width: IntegerWidth): Decoded {
  const results: unknown[] = [];
  for (const item of items) {
    const decoded = decodeKnown(item, type, width);
    if ("problem" in decoded) return decoded;
    results.push(decoded.result);
  }
  return { result: results };
}

function decodeInteger(value: BigFloat, width: IntegerWidth): Decoded {
  const whole = asInteger(value);
  return whole !== undefined && isWithin(whole, width)
    ? { result: narrow(whole) }
    : { problem: `a whole number${widthText(width)} is required` };
}

/** A text with units, or, which is seldom meant, a number of nanoseconds. */
function decodeDuration(value: Value): Decoded {
  if (value.kind === "null") return { problem: "it must not be null", code: "NX204" };
  if (value.kind === "string") {
    const nanoseconds = parseDuration(value.value);
    if (nanoseconds !== undefined) return { result: nanoseconds };
    return { problem: `${durationProblem(value.value)}; write "30s", "5m" or "1h15m"`, code: "NX204" };
  }
  if (value.kind === "number") return decodeInteger(value.value, "int64");
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
      const whole = asInteger(value.value);
      return whole !== undefined && isWithin(whole, "int64") ? narrow(whole) : toDouble(value.value);
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
