import * as z from "zod/mini";

import { attributeOf } from "../_define.ts";

/*
 * A driver sees its configuration after Nomad has filled in `${…}`: a number or boolean may be text with an
 * interpolation until then.
 */

/** Text with an interpolation in it, such as `"${meta.port}"`. */
type Interpolated = `${string}\${${string}}${string}`;

const interpolated = z.custom<Interpolated>((value) => typeof value === "string" && /\$\{.*\}/s.test(value));
const intValue = z.union([z.int(), interpolated]);

/** A whole number. */
export const int = attributeOf({ name: "int", spec: intValue, hub: z.unknown() });
/** `true` or `false`. */
export const bool = attributeOf({
  name: "bool",
  spec: z.union([z.boolean(), interpolated]),
  hub: z.unknown(),
});
/** Whole numbers by key, in the API a list of such objects. */
export const intMap = attributeOf({
  name: "int map",
  spec: z.readonly(z.record(z.string(), intValue)),
  hub: z.unknown(),
});
