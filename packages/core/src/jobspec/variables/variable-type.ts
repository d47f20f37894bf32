import type { DurationText } from "../schema/_define.ts";

/**
 * The type of a variable: as HCL writes it (`string`, `list(string)`, `object({ name = string })`), `duration`, or the only
 * texts that are allowed.
 */
export type VariableType = string | readonly string[];

/** TypeScript's type for the values of a variable's type; `unknown` where it is too deep to be told from its text. */
export type ValueOfType<T extends VariableType> = T extends readonly (infer Text)[]
  ? Text
  : T extends string
    ? ValueOfText<T>
    : never;

type ValueOfText<T extends string> = T extends "string"
  ? string
  : T extends "number"
    ? number
    : T extends "bool"
      ? boolean
      : T extends "duration"
        ? DurationText
        : T extends `list(${infer Item})` | `set(${infer Item})`
          ? readonly ValueOfText<Item>[]
          : T extends `map(${infer Item})`
            ? { readonly [key: string]: ValueOfText<Item> }
            : T extends `object({ ${infer Attributes} })`
              ? ObjectOf<Attributes>
              : unknown;

type ObjectOf<T extends string> = T extends `${infer First}, ${infer Rest}`
  ? ObjectOf<First> & ObjectOf<Rest>
  : T extends `${infer Name} = ${infer Type}`
    ? { readonly [N in Name]: ValueOfText<Type> }
    : unknown;
