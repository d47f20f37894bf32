import type { FabioVersion } from "../version.ts";

/** How Fabio reads the value of a flag. Durations are nanoseconds, lists are separated by commas. */
export type FlagType = "bool" | "int" | "uint" | "float" | "string" | "duration" | "list" | "floats";

/** A value as it is used instead. */
export type FlagValue = boolean | number | bigint | string | readonly string[] | readonly number[];

/** One setting of Fabio: a flag, an environment variable and a key of its properties file, all with the same name. */
export interface FabioFlag {
  readonly type: FlagType;
  readonly default: FlagValue;
  /** The first release that knows it; absent: 1.5.0 or before. */
  readonly since?: FabioVersion;
  /** The last release that knows it. */
  readonly until?: FabioVersion;
  /** Where `GET /api/config` shows it; absent where Fabio shows what it has read from it instead, or nothing. */
  readonly field?: string;
}
