import { loadTable } from "@nomadx/core/fabio";
import * as Args from "@oclif/core/args";

import { OverrideCommand, overrideFlags, type OverrideAnswer } from "../../../routes/override-command.ts";
import { problemWords } from "../../../routes/problem-words.ts";
import { rejectedTable } from "../../../routes/rejected-table.ts";
import { tableName } from "../../../routes/routes-command.ts";

export default class RoutesOverrideSet extends OverrideCommand {
  static override summary =
    "Replace the manual overrides in one key, after a look at what the table would become.";

  static override description =
    "Fabio itself takes any text, and one bad line keeps it from ever updating its table: such a text is refused, with " +
    "exit code 3. Exits with 6 when somebody else has written in the meantime.";

  static override examples = [
    "<%= config.bin %> routes override set overrides.txt --dry-run",
    "<%= config.bin %> routes override set - --key /team-a < overrides.txt",
  ];

  static override args = {
    file: Args.string({
      required: true,
      ignoreStdin: true,
      description: "File of route commands, or - for standard input.",
    }),
  };

  static override flags = { ...overrideFlags };

  async run(): Promise<OverrideAnswer> {
    const { args, flags } = await this.parse(RoutesOverrideSet);
    const value = await this.readCommands(args.file);
    const { table, problems } = loadTable(value);
    if (table === undefined) {
      throw rejectedTable(
        problems.map((problem) => `${tableName(args.file)}:${problem.line}: ${problemWords(problem)}`),
      );
    }
    return this.write(value, flags);
  }
}
