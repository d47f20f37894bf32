import type { CallResult } from "../evaluate/hcl-function.ts";
import { fromBigInteger, parseBigFloat } from "../values/big-float.ts";
import {
  boolValue,
  listValue,
  nullValue,
  numberValue,
  objectValue,
  stringValue,
  tupleValue,
  typeOf,
} from "../values/value.ts";
import type { Value } from "../values/value.ts";
import { readCsv } from "./csv.ts";
import { any, asText, define, ofTexts, results, text } from "./define.ts";
import type { Functions } from "./define.ts";
import type { FunctionWorld } from "./function-world.ts";
import { notHere } from "./function-world.ts";
import { jsonText, valueOfJson } from "./json.ts";
import { decodeUtf8, encodeUtf8, fromBase64, toBase64 } from "./text-bytes.ts";
import { yamlText } from "./yaml-text.ts";

/**
 * Functions that write values as texts of other formats, and read them back.
 * @see zclconf/go-cty cty/function/stdlib/{json,csv}.go (1.19.0), zclconf/go-cty-yaml (1.2.0), hashicorp/go-cty-funcs encoding (0.1.0)
 */
export function encodingFunctions(world: FunctionWorld): Functions {
  return {
    base64encode: ofTexts(["str"], (given) => toBase64(encodeUtf8(given))),
    base64decode: ofTexts(["str"], (given) => {
      const bytes = fromBase64(given);
      if (bytes === undefined) return { problem: "this is no Base64 of the standard alphabet with padding" };
      return decodeUtf8(bytes) ?? { problem: "the bytes that it stands for are no UTF-8 text" };
    }),
    urlencode: ofTexts(["str"], (given) =>
      encodeURIComponent(given)
        .replaceAll(/[!'()*]/g, (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`)
        .replaceAll("%20", "+"),
    ),
    jsonencode: define([any("val", { allowsNull: true })], results.text, ([value]) =>
      value === undefined ? { problem: "a value is required" } : written(jsonText(value)),
    ),
    jsondecode: define([text("str")], results.any, ([given]) => {
      const value = valueOfJson(asText(given));
      return value === undefined ? { problem: "this is no JSON", argument: 0 } : { value };
    }),
    yamlencode: define([any("value", { allowsNull: true })], results.text, ([value]) =>
      value === undefined ? { problem: "a value is required" } : written(yamlText(value)),
    ),
    yamldecode: define([text("src")], results.any, ([given]) => {
      const read = world.readYaml?.(asText(given)) ?? notHere;
      return "problem" in read ? { problem: read.problem, argument: 0 } : { value: valueOfData(read.result) };
    }),
    csvdecode: define([text("str")], results.any, ([given]) => decodeCsv(asText(given))),
  };
}

function written(result: { readonly text: string } | { readonly problem: string }): CallResult {
  return "text" in result ? { value: stringValue(result.text) } : { problem: result.problem, argument: 0 };
}

/** What JavaScript has for a document: arrays as tuples, objects as objects. */
function valueOfData(data: unknown): Value {
  if (data === null || data === undefined) return nullValue;
  if (typeof data === "string") return stringValue(data);
  if (typeof data === "boolean") return boolValue(data);
  if (typeof data === "bigint") return numberValue(fromBigInteger(data));
  if (typeof data === "number") return numberValue(parseBigFloat(numberText(data)) ?? fromBigInteger(0n));
  if (Array.isArray(data)) return tupleValue(data.map(valueOfData));
  if (data instanceof Map) {
    return objectValue(
      Array.from(data, ([key, value]): [string, Value] => [String(key), valueOfData(value)]),
    );
  }
  return objectValue(Object.entries(data).map(([key, value]): [string, Value] => [key, valueOfData(value)]));
}

function numberText(data: number): string {
  return Number.isFinite(data) ? String(data) : data > 0 ? "Inf" : "-Inf";
}

function decodeCsv(given: string): CallResult {
  const rows = readCsv(given);
  if ("problem" in rows) return { problem: rows.problem, argument: 0 };
  const [header, ...records] = rows.records;
  if (header === undefined)
    return { problem: "the line with the names of the columns is missing", argument: 0 };
  const twice = header.find((name, index) => header.indexOf(name) !== index);
  if (twice !== undefined)
    return { problem: `there are two columns named ${JSON.stringify(twice)}`, argument: 0 };
  const type = typeOf(objectValue(header.map((name): [string, Value] => [name, stringValue("")])));
  const values = records.map((record) =>
    objectValue(header.map((name, index): [string, Value] => [name, stringValue(record[index] ?? "")])),
  );
  return { value: listValue(type, values) };
}
