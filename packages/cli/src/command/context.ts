import type { NomadxConfig } from "@nomadx/core";

import type { Report } from "../output/report.ts";
import type { Terminal } from "../terminal/terminal.ts";
import type { ExitName } from "./exit-codes.ts";
import type { Once } from "./once.ts";

/** Names and values, as of `process.env`. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Everything that a command is given beside its arguments: all that it can see of the world, and all that it can do to
 * it.
 */
export interface Context {
  readonly terminal: Terminal;
  /** Takes what was found, and tells it in the format that was asked for. */
  readonly report: Report;
  /** Where nomadx was started. */
  readonly cwd: string;
  readonly env: Environment;
  /** The version of nomadx. */
  readonly version: string;
  /** The clock, in milliseconds since 1970. */
  readonly now: () => number;
  /** Everything on standard input, as it comes: what is no text is refused where it is read. */
  readonly readStdinBytes: () => Promise<Uint8Array>;
  /**
   * A signal that the first Ctrl-C (or SIGTERM) aborts, with an `Interruption`; the second one ends the process with 130 at
   * once, and so does the first while nobody has asked for this. The connections of a command ask for it with their first
   * request: nothing waits for an answer any more then.
   */
  readonly interrupted: AbortSignal;
  /** Runs code of the user's, which Ctrl-C ends at once, with the process. */
  readonly endingAtOnce: <T>(run: () => Promise<T>) => Promise<T>;
  /** The configuration file, as `readConfigFile` has read it: it is code, and runs once. */
  readonly config: Once<NomadxConfig | undefined>;
  /** Sets the exit code for the end of the command; without it, the code is 0. */
  readonly exitWith: (name: ExitName) => void;
}
