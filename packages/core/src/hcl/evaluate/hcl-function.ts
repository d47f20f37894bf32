import type { HclProblem } from "../problem.ts";
import type { Expression } from "../syntax/expression.ts";
import type { Type } from "../values/types.ts";
import type { Value } from "../values/value.ts";
import type { Evaluated } from "./evaluated.ts";

/** A parameter of a function. Arguments are converted to its type; `null` and what is unknown get no further, unless allowed. */
export interface Parameter {
  readonly name: string;
  readonly type: Type;
  readonly allowsNull?: boolean;
  /** The function deals with values that are not known; otherwise its result is not known either. */
  readonly allowsUnknown?: boolean;
}

/** The result of a call: a value, or why there is none; `argument` counts from 0 where one of them is to blame. */
export type CallResult = { readonly value: Value } | CallFailure;

/** Why a call has no value, to be put behind a colon and without a full stop. */
export interface CallFailure {
  readonly problem: string;
  readonly argument?: number;
}

/**
 * A function that expressions can call.
 * `values`: gets its arguments evaluated and converted. `expressions`: gets them as they are written, evaluates those it
 * wants, and says itself what is wrong (`try` and `can`).
 */
export type HclFunction =
  | {
      readonly kind: "values";
      readonly parameters: readonly Parameter[];
      /** The requirements on further arguments; without it there are none. */
      readonly rest?: Parameter;
      /** Type of the result, for when an argument is not known. */
      readonly returns: Type;
      readonly call: (args: readonly Value[]) => CallResult;
    }
  | {
      readonly kind: "expressions";
      readonly parameters: readonly Pick<Parameter, "name">[];
      readonly rest?: Pick<Parameter, "name">;
      readonly call: (
        args: readonly Expression[],
        evaluate: (expression: Expression) => Evaluated,
      ) => CallResult | { readonly problems: readonly HclProblem[] };
    };
