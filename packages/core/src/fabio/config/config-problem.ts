import type { FlagName } from "./flags.ts";

/**
 * The kinds of problems with a configuration.
 *
 * - `arguments`: the command line cannot be read
 * - `argument-ignored`: it stops being read at an argument that is no flag
 * - `properties`: the properties file cannot be read
 * - `unknown-name`: a key of the file or a variable with Fabio's prefix that names no setting
 * - `not-read`: a value from the file or the environment that cannot be read
 * - `value`: a value that Fabio does not take
 * - `listener-option`: an option of a listener that Fabio does not know
 * - `listener-address`: two addresses of one listener, of which Fabio takes either
 * - `deprecated`: a setting that has another name now
 */
export type ConfigProblemCode =
  | "arguments"
  | "argument-ignored"
  | "properties"
  | "unknown-name"
  | "not-read"
  | "value"
  | "listener-option"
  | "listener-address"
  | "deprecated";

/**
 * The effect of a problem on Fabio.
 *
 * - `exit`: it ends at start; `crash`: it ends later, as soon as that is used
 * - `ignored`: what was written does nothing, without a message
 * - `zero`: 0, false or nothing is used instead, not the default, without a message
 * - `warning`: it says so and goes on
 */
export type ConfigEffect = "exit" | "crash" | "ignored" | "zero" | "warning";

/** Where a value was set. */
export type ConfigOrigin =
  | { readonly kind: "arguments" }
  | { readonly kind: "environment"; readonly variable: string }
  | { readonly kind: "properties" };

/** One thing in a configuration that does not do what it says. */
export interface ConfigProblem {
  readonly code: ConfigProblemCode;
  readonly effect: ConfigEffect;
  /** Fabio's own words; where it says nothing, ours. */
  readonly message: string;
  readonly flag?: FlagName;
  readonly origin?: ConfigOrigin;
}
