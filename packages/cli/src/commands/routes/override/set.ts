import { loadTable } from "@nomadx/core/fabio";
import * as Args from "@oclif/core/args";

import { command } from "../../../command/command.ts";
import { overrideFlags } from "../../../flags/override-flags.ts";
import { commandFinding, readCommands } from "../../../routes/read-commands.ts";
import { rejectedTable } from "../../../routes/rejected-table.ts";
import { writeOverrides, type OverrideAnswer } from "../../../routes/write-overrides.ts";

export default command({
  summary: "Replace the manual overrides in one key, after checking what the table would become.",
  description:
    "Fabio itself accepts any text, and one bad line keeps it from updating its table: such a text is refused, with " +
    "exit code 3. Exits with 6 when someone else has written the key in the meantime.",
  examples: [
    "<%= config.bin %> routes override set overrides.txt --dry-run",
    "<%= config.bin %> routes override set - --key /team-a < overrides.txt",
  ],
  args: {
    file: Args.string({
      required: true,
      ignoreStdin: true,
      description: "File of route commands, or - for standard input.",
    }),
  },
  flags: { ...overrideFlags },
  async run({ args, flags }, context): Promise<OverrideAnswer> {
    const commands = await readCommands(args.file, context);
    const { table, problems } = loadTable(commands.text);
    if (table === undefined) {
      throw rejectedTable(problems.map((problem) => commandFinding(problem, commands)));
    }
    return writeOverrides(commands.text, flags, context);
  },
});
