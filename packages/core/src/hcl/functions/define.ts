import type { CallResult, HclFunction, Parameter } from "../evaluate/hcl-function.ts";
import { asInteger, fromInteger } from "../values/big-float.ts";
import type { BigFloat } from "../values/big-float.ts";
import { boolType, dynamicType, listOf, numberType, stringType } from "../values/types.ts";
import type { Type } from "../values/types.ts";
import type { Value } from "../values/value.ts";

/** Functions by the names under which expressions call them. */
export type Functions = Readonly<Record<string, HclFunction>>;

type Options = Omit<Parameter, "name" | "type">;

/** A parameter that takes texts, and what becomes one. */
export const text = (name: string): Parameter => ({ name, type: stringType });
/** A parameter that takes numbers. */
export const number = (name: string): Parameter => ({ name, type: numberType });
/** A parameter that takes lists of texts. */
export const texts = (name: string): Parameter => ({ name, type: listOf(stringType) });
/** A parameter that takes what it gets. */
export const any = (name: string, options: Options = {}): Parameter => ({
  name,
  type: dynamicType,
  ...options,
});

/** A function of values; `rest` is what further arguments have to be. */
export function define(
  parameters: readonly Parameter[],
  returns: Type,
  call: (args: readonly Value[]) => CallResult,
  rest?: Parameter,
): HclFunction {
  return { kind: "values", parameters, returns, call, ...(rest === undefined ? {} : { rest }) };
}

/** A function from texts to a text, or to a problem. */
export function ofTexts(
  names: readonly string[],
  call: (...texts: string[]) => string | CallResult,
): HclFunction {
  return define(names.map(text), stringType, (args) => {
    const result = call(...args.map(asText));
    return typeof result === "string"
      ? { value: { kind: "string", value: result.normalize("NFC") } }
      : result;
  });
}

/** The text of an argument that has been converted to one. */
export function asText(value: Value | undefined): string {
  return value?.kind === "string" ? value.value : "";
}

/** The number of an argument that has been converted to one. */
export function asNumber(value: Value | undefined): BigFloat {
  return value?.kind === "number" ? value.value : fromInteger(0);
}

/** The items of a list, a set or a tuple. */
export function itemsOf(value: Value | undefined): readonly Value[] {
  return value !== undefined && "items" in value ? value.items : [];
}

/**
 * A whole number of 64 bits, or why it is none. Beyond 2^53 `whole` is only approximate, and larger than anything it counts;
 * `exact` is not.
 */
export function asWhole(
  value: Value | undefined,
): { readonly whole: number; readonly exact: bigint } | { readonly problem: string } {
  const exact = asInteger(asNumber(value));
  if (exact !== undefined && BigInt.asIntN(64, exact) === exact) return { whole: Number(exact), exact };
  return { problem: "a whole number between -9223372036854775808 and 9223372036854775807 is required" };
}

/** Types that results often have. */
export const results = {
  text: stringType,
  number: numberType,
  bool: boolType,
  texts: listOf(stringType),
  any: dynamicType,
};
