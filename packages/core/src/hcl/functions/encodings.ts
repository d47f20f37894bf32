import type { CallResult } from "../evaluate/hcl-function.ts";
import { listValue, objectValue, stringValue, typeOf } from "../values/value.ts";
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
      if (bytes === undefined) return { problem: "this is not Base64 in the standard alphabet with padding" };
      return decodeUtf8(bytes) ?? { problem: "its bytes are not UTF-8 text" };
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
      return value === undefined ? { problem: "this is not JSON" } : { value };
    }),
    yamlencode: define([any("value", { allowsNull: true })], results.text, ([value]) =>
      value === undefined ? { problem: "a value is required" } : written(yamlText(value)),
    ),
    yamldecode: define([text("src")], results.any, ([given]) => {
      const read = world.readYaml?.(asText(given)) ?? notHere;
      return "problem" in read ? { problem: read.problem } : { value: read.result };
    }),
    csvdecode: define([text("str")], results.any, ([given]) => decodeCsv(asText(given))),
  };
}

function written(result: { readonly text: string } | { readonly problem: string }): CallResult {
  return "text" in result ? { value: stringValue(result.text) } : { problem: result.problem, argument: 0 };
}

function decodeCsv(given: string): CallResult {
  const rows = readCsv(given);
  if ("problem" in rows) return { problem: rows.problem };
  const [header, ...records] = rows.records;
  if (header === undefined) return { problem: "the line with the names of the columns is missing" };
  const twice = header.find((name, index) => header.indexOf(name) !== index);
  if (twice !== undefined) return { problem: `there are two columns named ${JSON.stringify(twice)}` };
  const type = typeOf(objectValue(header.map((name): [string, Value] => [name, stringValue("")])));
  const values = records.map((record) =>
    objectValue(header.map((name, index): [string, Value] => [name, stringValue(record[index] ?? "")])),
  );
  return { value: listValue(type, values) };
}
