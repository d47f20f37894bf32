import type { Value } from "../../../hcl/values/value.ts";
import { stringifyJson } from "../../../units/json.ts";
import { dataOf } from "./decode-value.ts";

/**
 * A value as a text for `--var`: a text means itself, anything else is written in JSON, which HCL reads, but for references in
 * texts.
 */
export function variableText(value: Value): string {
  const plain = dataOf(value);
  if (typeof plain === "string") return plain;
  return stringifyJson(plain)
    .replace(/[$%](?=\{)/g, "$&$&")
    .replace(/\\[^]/g, (escape) => onlyInJson[escape] ?? escape);
}

const onlyInJson: Readonly<Record<string, string>> = { "\\b": "\\u0008", "\\f": "\\u000c" };
