import type { ArgInput, FlagInput, InferredArgs, InferredFlags } from "@oclif/core/interfaces";

import { globalFlags } from "../flags/global-flags.ts";
import type { Context } from "./context.ts";
import { runCommand } from "./run-command.ts";

/** A command as its author writes it: what help says of it, and what it does. */
export interface CommandDefinition<Flags, Args> {
  readonly summary: string;
  /** What the summary leaves out, such as exit codes. */
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
  /** Runs it to its end; the result is in `process.exitCode`. */
  run(argv: string[], program: { readonly version: string }): Promise<void>;
}

/**
 * Makes a command of its header and of what it does.
 * @example
 * export default command({
 *   summary: "Say hello.",
 *   examples: ["<%= config.bin %> hello"],
 *   flags: { ...clusterFlags },
 *   run: async ({ flags }, { terminal }) => { … },
 * });
 */
export function command<Flags extends object = object, Args extends object = object>(
  definition: CommandDefinition<Flags, Args>,
): Command;
// Were `FlagInput` what flags extend above, the compiler would take `any` for the value of each boolean flag.
export function command(definition: CommandDefinition<FlagInput, ArgInput>): Command {
  const { summary, description, examples, args, flags } = definition;
  return {
    summary,
    ...(description !== undefined && { description }),
    examples: [...examples],
    args: { ...args },
    flags: { ...globalFlags, ...flags },
    async run(argv, program) {
      process.exitCode = await runCommand(definition, this, { argv, program });
    },
  };
}
