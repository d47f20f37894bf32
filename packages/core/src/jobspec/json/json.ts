import type { JsonNode } from "../../hcl/json/json-node.ts";
import { isRecord } from "../key-path.ts";

/**
 * A value of JSON as its text has it: numbers in digits, and names in their order, which may stand several times. `none` is
 * a value of JavaScript that JSON has no text for.
 */
export type Json =
  | { readonly kind: "null" }
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "number"; readonly text: string }
  | { readonly kind: "string"; readonly value: string }
  | { readonly kind: "array"; readonly items: readonly Json[] }
  | JsonObject
  | { readonly kind: "none"; readonly value: unknown };

/** `{ "name": value }` */
export interface JsonObject {
  readonly kind: "object";
  readonly members: readonly (readonly [name: string, value: Json])[];
}

/** The value that a text was parsed to. */
export function jsonOfNode(node: JsonNode): Json {
  switch (node.kind) {
    case "json-null":
      return { kind: "null" };
    case "json-boolean":
      return { kind: "boolean", value: node.value };
    case "json-number":
      return { kind: "number", text: node.text };
    case "json-string":
      return { kind: "string", value: node.value };
    case "json-array":
      return { kind: "array", items: node.values.map(jsonOfNode) };
    case "json-object":
      return {
        kind: "object",
        members: node.properties.map(({ name, value }) => [name, jsonOfNode(value)]),
      };
    case "json-invalid":
      return { kind: "none", value: undefined };
  }
}

/** A double, -0 among them; a whole number that no double holds stays whole. */
function numberOf(text: string): number | bigint {
  const double = Number(text);
  return Number.isSafeInteger(double) || !/^-?\d+$/.test(text) ? double : BigInt(text);
}

/** Plain data as the JSON that it is sent as; what is `undefined` is not there. */
export function jsonOfValue(value: unknown): Json {
  if (value === null || value === undefined) return { kind: "null" };
  if (typeof value === "boolean") return { kind: "boolean", value };
  if (typeof value === "string") return { kind: "string", value };
  if (typeof value === "bigint") return { kind: "number", text: String(value) };
  if (typeof value === "number" && Number.isFinite(value)) {
    return { kind: "number", text: Object.is(value, -0) ? "-0" : String(value) };
  }
  if (Array.isArray(value)) return { kind: "array", items: Array.from(value, jsonOfValue) };
  if (!isRecord(value)) return { kind: "none", value };
  const there = Object.entries(value).filter(([, item]) => item !== undefined);
  return { kind: "object", members: there.map(([name, item]) => [name, jsonOfValue(item)]) };
}

/** The value in JavaScript, as Go makes it where it expects nothing: of a name that stands twice, the last counts. */
export function plainOf(json: Json): unknown {
  switch (json.kind) {
    case "null":
      return null;
    case "number":
      return numberOf(json.text);
    case "array":
      return json.items.map(plainOf);
    case "object":
      return Object.fromEntries(json.members.map(([name, value]) => [name, plainOf(value)]));
    default:
      return json.value;
  }
}
