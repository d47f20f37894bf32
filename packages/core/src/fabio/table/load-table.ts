import { parseCommands, type ParsedCommands } from "../commands/parse-commands.ts";
import { buildTable, type BuildOptions, type BuiltTable } from "./build-table.ts";
import { isPoisoned } from "./route-problem.ts";

/**
 * The table that Fabio makes of a text of route commands; never throws. `problems` has everything that is wrong, in
 * the order in which Fabio would come upon it: a syntax error anywhere comes before all other problems.
 */
export function loadTable(text: string, options: BuildOptions = {}): BuiltTable {
  return tableOf(parseCommands(text), options);
}

/** The same of commands that have been read. */
export function tableOf(parsed: ParsedCommands, options: BuildOptions = {}): BuiltTable {
  const built = buildTable(parsed.commands, options);
  const problems = [...parsed.problems, ...built.problems];
  return built.table === undefined || isPoisoned(problems) ? { problems } : { table: built.table, problems };
}
