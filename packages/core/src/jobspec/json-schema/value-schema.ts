import { parseDuration } from "../../units/duration.ts";
import type { Attribute } from "../schema/_define.ts";
import { integerRanges, type TypeName, type ValueType } from "../schema/_values.ts";

/** A JSON Schema, or a part of one. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** The two ways to write a job in JSON. */
export type Language = "api" | "hcl-json";

/** The values that an attribute takes, with its default. */
export function valueSchema(attribute: Attribute, language: Language): JsonSchema {
  const { type, values, facts } = attribute;
  const isHcl = language === "hcl-json";
  const value = isHcl ? hclValue(type) : apiValue(type);
  const preset = facts.default === undefined ? undefined : presetOf(facts.default, type.name, isHcl);
  return {
    ...(values === undefined ? value : oneOfTexts(values, isHcl)),
    ...(preset !== undefined && { default: preset }),
  };
}

/** An unknown text is refused; in HCL it may be a template, and absent is `""` for Nomad. */
function oneOfTexts(values: readonly string[], isHcl: boolean): JsonSchema {
  return {
    anyOf: [
      { enum: [...values, ...(values.includes("") ? [] : [""]), null] },
      ...(isHcl ? [{ type: "string", pattern: template }] : []),
    ],
  };
}

const template = String.raw`[$%]\{`;

function presetOf(value: unknown, type: TypeName, isHcl: boolean): unknown {
  if (type !== "duration" || isHcl || typeof value !== "string") return value;
  const nanoseconds = parseDuration(value);
  return nanoseconds === undefined ? undefined : Number(nanoseconds);
}

function apiValue({ name, width }: ValueType<unknown, unknown>): JsonSchema {
  switch (name) {
    case "string":
    case "scalar":
      return { type: ["string", "null"] };
    case "int":
    case "duration":
      return { type: ["integer", "null"], ...(width !== undefined && rangeOf(width)) };
    case "number":
      return { type: ["number", "null"] };
    case "bool":
      return { type: ["boolean", "null"] };
    case "strings":
      return { type: ["array", "null"], items: { type: "string" } };
    case "ints":
      return { type: ["array", "null"], items: { type: "integer" } };
    case "string map":
      return { type: ["object", "null"], additionalProperties: { type: "string" } };
    case "int map":
      return { type: ["object", "null"], additionalProperties: { type: "integer" } };
    case "strings map":
      return {
        type: ["object", "null"],
        additionalProperties: { type: ["array", "null"], items: { type: "string" } },
      };
    case "any":
      return {};
  }
}

/** HCL converts scalars into one another, and any text may be a template; a map may stand in a list, as a block does. */
function hclValue({ name }: ValueType<unknown, unknown>): JsonSchema {
  const scalar = { type: ["string", "number", "boolean", "null"] };
  const map = (item: JsonSchema): JsonSchema => {
    const object = { type: "object", additionalProperties: item };
    return {
      anyOf: [
        object,
        { type: "array", items: object },
        { type: "string", pattern: template },
        { type: "null" },
      ],
    };
  };
  const list = (item: JsonSchema): JsonSchema => ({
    anyOf: [{ type: "array", items: item }, { type: "string", pattern: template }, { type: "null" }],
  });
  switch (name) {
    case "string":
    case "scalar":
      return scalar;
    case "int":
    case "number":
      return { type: ["number", "string", "null"] };
    case "duration":
      return { type: ["string", "null"], pattern: String.raw`^0$|[0-9.](?:ns|us|µs|ms|s|m|h)$|[$%]\{` };
    case "bool":
      return { type: ["boolean", "string", "null"] };
    case "strings":
      return list(scalar);
    case "ints":
      return list({ type: ["number", "string"] });
    case "string map":
      return map(scalar);
    case "int map":
      return map({ type: ["number", "string", "null"] });
    case "strings map":
      return map(list(scalar));
    case "any":
      return {};
  }
}

/** JSON's numbers beyond 2^53 are not exact for those who check them. */
function rangeOf(width: keyof typeof integerRanges): JsonSchema {
  const [least, most] = integerRanges[width];
  const isExact = most <= 2n ** 53n;
  return {
    ...(least > -(2n ** 53n) && { minimum: Number(least) }),
    ...(isExact && { maximum: Number(most) }),
  };
}
