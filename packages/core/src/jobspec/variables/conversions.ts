import { NomadxError } from "../../diagnostics/errors.ts";
import { convert } from "../../hcl/values/convert.ts";
import { boolType, numberType, type Type } from "../../hcl/values/types.ts";
import { stringValue } from "../../hcl/values/value.ts";
import { dataOf } from "../hcl/read/decode-value.ts";
import { showValue } from "../key-path.ts";

/**
 * The number that a text stands for, as HCL converts it where a number is wanted; `Number("")` would be 0.
 * @throws {NomadxError} `usage` for a text that is no number
 * @example toNumber("1.5") // 1.5
 */
export function toNumber(value: string | number): number {
  const number = typeof value === "number" ? value : converted(value, numberType);
  return typeof number === "number" ? number : refuse(value, "a number");
}

/**
 * The truth value that a text stands for, as HCL converts it where one is wanted: "true", "1", "false" or "0".
 * @throws {NomadxError} `usage` for any other text
 * @example toBool("1") // true
 */
export function toBool(value: string | boolean): boolean {
  const bool = typeof value === "boolean" ? value : converted(value, boolType);
  return typeof bool === "boolean" ? bool : refuse(value, 'true or false: "true", "1", "false" or "0"');
}

function converted(text: string, type: Type): unknown {
  const result = convert(stringValue(text), type);
  return "value" in result ? dataOf(result.value) : undefined;
}

function refuse(value: unknown, wanted: string): never {
  throw new NomadxError("usage", `${showValue(value)} is not ${wanted}`);
}
