import type { Command } from "@oclif/core/command";
import type { ArgInput, FlagInput, InferredArgs, InferredFlags } from "@oclif/core/interfaces";
import { parse } from "@oclif/core/parser";

/** The facts about a command that oclif's parser needs. */
export interface Parsed {
  id?: string;
  readonly args: ArgInput;
  readonly flags: FlagInput;
}

/**
 * Parses the arguments of a command: the one part of oclif that a command runs through.
 * @throws what `usageReport` puts into words
 */
export async function parseArguments(
  argv: readonly string[],
  { id, args, flags }: Parsed,
): Promise<{ readonly args: InferredArgs<ArgInput>; readonly flags: InferredFlags<FlagInput> }> {
  // The errors of the parser carry what it was called with, and so the command's name.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- of what a command is besides, the parser uses nothing
  const context = { id } as Command;
  return parse([...argv], { args, flags, context });
}
