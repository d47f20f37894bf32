import { attributeOf } from "../_define.ts";
import { isSecret, type Secret } from "../../secret.ts";
import { either, isBoolean, isInteger, isString, listOf, mapOf, types } from "../_values.ts";

/*
 * A driver sees its configuration after Nomad has filled in `${…}`: a number or boolean may be text with an
 * interpolation until then. And it converts what has another type, as HCL does: a number or boolean may be text, a text a
 * number or boolean. A map is a list of objects in the API's form, as HCL's blocks become; an object by itself is refused.
 * @see hashicorp/nomad plugins/shared/hclspec, helper/pluginutils/hclutils/util.go ParseHclInterface (2.0.5)
 */

/** Text with an interpolation in it, such as `"${meta.port}"`. */
type Interpolated = `${string}\${${string}}${string}`;
/** A value that HCL makes text of. */
type Scalar = string | number | bigint | boolean;

const isInterpolated = (value: unknown): value is Interpolated => isString(value) && /\$\{.*\}/s.test(value);
const isNumberText = (value: unknown): value is `${number}` => isString(value) && /^-?\d+$/.test(value);
const isBooleanText = (value: unknown): value is "true" | "false" | "1" | "0" =>
  isString(value) && /^(?:true|false|1|0)$/.test(value);
const isIntValue = either(isInteger, either(isNumberText, isInterpolated));
const isHubInt = either(isIntValue, (value: unknown): value is bigint => typeof value === "bigint");
const isBoolValue = either(isBoolean, either(isBooleanText, isInterpolated));
const isIntMap = mapOf(isIntValue);
const isScalar = either(isString, either(isInteger, either(isBoolean, isSecret)));
const isHubScalar = (value: unknown): value is Scalar =>
  ["string", "number", "bigint", "boolean"].includes(typeof value);
const isHubItem = (value: unknown): value is Scalar | null => value === null || isHubScalar(value);
const isHubMap = mapOf(isHubItem);
const isHubMaps = listOf(isHubMap);

/** Text. */
export const string = attributeOf({ name: "string", isSpec: isString, isHub: isHubScalar });
/** Text that may be marked as `secret()`. */
export const text = attributeOf({ name: "string", isSpec: types.text.isSpec, isHub: isHubScalar });
/** A whole number. */
export const int = attributeOf({ name: "int", isSpec: isIntValue, isHub: isHubInt });
/** `true` or `false`. */
export const bool = attributeOf({ name: "bool", isSpec: isBoolValue, isHub: isBoolValue });
/** Whole numbers by key, in the API a list of such objects; the block may stand several times. */
export const intMap = attributeOf<IntMap | readonly IntMap[], unknown>({
  name: "int map",
  isSpec: either(isIntMap, listOf(isIntMap)),
  isHub: listOf(mapOf(isHubInt)),
});
type IntMap = Readonly<Record<string, number | `${number}` | Interpolated>>;
/** Texts by key, in the API a list of such objects. */
export const stringMap = attributeOf({
  name: "string map",
  isSpec: types.stringMap.isSpec,
  isHub: isHubMaps,
});
/** The same as a block: in the API also an object by itself. */
export const stringBlock = attributeOf({
  name: "string map",
  isSpec: types.stringMap.isSpec,
  isHub: either(isHubMap, isHubMaps),
});
/** A list of texts. */
export const strings = attributeOf<readonly (string | number | boolean | Secret)[], unknown>({
  name: "strings",
  isSpec: listOf(isScalar),
  isHub: listOf(isHubItem),
});
