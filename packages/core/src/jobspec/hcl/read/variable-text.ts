import type { Value } from "../../../hcl/values/value.ts";
import { isRecord } from "../../key-path.ts";
import { dataOf } from "./decode-value.ts";

/**
 * A value as a text for `--var`: a text means itself, anything else is written in JSON, which HCL reads, but for references in
 * texts.
 */
export function variableText(value: Value): string {
  const plain = dataOf(value);
  if (typeof plain === "string") return plain;
  return jsonText(plain)
    .replace(/[$%](?=\{)/g, "$&$&")
    .replace(/\\[^]/g, (escape) => onlyInJson[escape] ?? escape);
}

/** A value in JSON, `bigint` as a plain integer, for which `JSON.stringify` has no text. */
function jsonText(value: unknown): string {
  if (typeof value === "bigint") return String(value);
  if (Array.isArray(value)) return `[${value.map(jsonText).join(",")}]`;
  if (!isRecord(value)) return JSON.stringify(value);
  return `{${Object.entries(value)
    .map(([name, item]) => `${JSON.stringify(name)}:${jsonText(item)}`)
    .join(",")}}`;
}

const onlyInJson: Readonly<Record<string, string>> = { "\\b": "\\u0008", "\\f": "\\u000c" };
