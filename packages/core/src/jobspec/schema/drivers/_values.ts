import { attributeOf } from "../_define.ts";
import { isSecret, type Secret } from "../../secret.ts";
import { either, isAnything, isBoolean, isInteger, isString, listOf, mapOf } from "../_values.ts";

/*
 * A driver sees its configuration after Nomad has filled in `${…}`: a number or boolean may be text with an
 * interpolation until then. And it converts what has another type, as HCL does: a number or boolean may be text, a text a
 * number or boolean.
 * @see hashicorp/nomad plugins/shared/hclspec, helper/pluginutils/hclutils/util.go ParseHclInterface (2.0.5)
 */

/** Text with an interpolation in it, such as `"${meta.port}"`. */
type Interpolated = `${string}\${${string}}${string}`;

const isInterpolated = (value: unknown): value is Interpolated => isString(value) && /\$\{.*\}/s.test(value);
const isNumberText = (value: unknown): value is `${number}` => isString(value) && /^-?\d+$/.test(value);
const isBooleanText = (value: unknown): value is "true" | "false" | "1" | "0" =>
  isString(value) && /^(?:true|false|1|0)$/.test(value);
const isIntValue = either(isInteger, either(isNumberText, isInterpolated));
const isIntMap = mapOf(isIntValue);
const isScalar = either(isString, either(isInteger, either(isBoolean, isSecret)));

/** A whole number. */
export const int = attributeOf({ name: "int", isSpec: isIntValue, isHub: isAnything });
/** `true` or `false`. */
export const bool = attributeOf({
  name: "bool",
  isSpec: either(isBoolean, either(isBooleanText, isInterpolated)),
  isHub: isAnything,
});
/** Whole numbers by key, in the API a list of such objects; the block may stand several times. */
export const intMap = attributeOf<IntMap | readonly IntMap[], unknown>({
  name: "int map",
  isSpec: either(isIntMap, listOf(isIntMap)),
  isHub: isAnything,
});
type IntMap = Readonly<Record<string, number | `${number}` | Interpolated>>;
/** A list of texts. */
export const strings = attributeOf<readonly (string | number | boolean | Secret)[], unknown>({
  name: "strings",
  isSpec: listOf(isScalar),
  isHub: isAnything,
});
