import type { ArgInput, FlagInput } from "@oclif/core/interfaces";

import { formatFlag } from "../flags/format-flag.ts";
import { globalFlags } from "../flags/global-flags.ts";
import type { Command, CommandDefinition } from "./command-definition.ts";
import { runCommand } from "./run-command.ts";
import { worldOfProcess } from "./world.ts";

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
    // Of a command that writes jobs, `--format` is the language.
    flags: { ...globalFlags, [flags?.["format"] === undefined ? "format" : "report"]: formatFlag, ...flags },
    async run(argv, program, world) {
      const exit = await runCommand(definition, this, { argv, program, world: world ?? worldOfProcess() });
      if (world === undefined) process.exitCode = exit;
      return exit;
    },
  };
}
