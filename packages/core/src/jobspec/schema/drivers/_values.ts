import { attributeOf } from "../_define.ts";
import { either, isAnything, isBoolean, isInteger, isString, mapOf } from "../_values.ts";

/*
 * A driver sees its configuration after Nomad has filled in `${…}`: a number or boolean may be text with an
 * interpolation until then.
 */

/** Text with an interpolation in it, such as `"${meta.port}"`. */
type Interpolated = `${string}\${${string}}${string}`;

const isInterpolated = (value: unknown): value is Interpolated => isString(value) && /\$\{.*\}/s.test(value);
const isIntValue = either(isInteger, isInterpolated);

/** A whole number. */
export const int = attributeOf({ name: "int", isSpec: isIntValue, isHub: isAnything });
/** `true` or `false`. */
export const bool = attributeOf({
  name: "bool",
  isSpec: either(isBoolean, isInterpolated),
  isHub: isAnything,
});
/** Whole numbers by key, in the API a list of such objects. */
export const intMap = attributeOf<Readonly<Record<string, number | Interpolated>>, unknown>({
  name: "int map",
  isSpec: mapOf(isIntValue),
  isHub: isAnything,
});
