import type { ArgInput, FlagInput, InferredArgs, InferredFlags } from "@oclif/core/interfaces";

import type { Context } from "./context.ts";
import type { World } from "./world.ts";

/** A command as its author writes it: what help says of it, and what it does. */
export interface CommandDefinition<Flags, Args> {
  readonly summary: string;
  /** Details that the summary leaves out, such as exit codes. */
  readonly description?: string;
  readonly examples: readonly string[];
  readonly args?: Args;
  readonly flags?: Flags;
  /** Whether the answer with `--json` is one event a line, and so an error is one, too. */
  readonly answersInLines?: boolean | ((flags: InferredFlags<Flags>) => boolean);
  /** Does it. What it returns is the answer with `--json`; what it prints is for people. */
  readonly run: (
    given: { readonly args: InferredArgs<Args>; readonly flags: InferredFlags<Flags> },
    context: Context,
  ) => Promise<object | void>;
}

/** A command as oclif finds it: the default export of a module in `commands/`. */
export interface Command {
  /** Its words with colons between them, such as `routes:match`; set by whoever loads it. */
  id?: string;
  readonly summary: string;
  readonly description?: string;
  readonly examples: string[];
  readonly args: ArgInput;
  readonly flags: FlagInput;
  /** Runs it to its end and gives its exit code; in this process unless there is a world, and then in `process.exitCode`, too. */
  run(argv: string[], program: { readonly version: string }, world?: World): Promise<number>;
}
