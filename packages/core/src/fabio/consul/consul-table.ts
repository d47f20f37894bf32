import { aliasesIn } from "../commands/aliases.ts";
import { commandsIn } from "../commands/parse-commands.ts";
import { tableOf } from "../table/load-table.ts";
import type { RouteProblem } from "../table/route-problem.ts";
import type { RouteTable } from "../table/route-table.ts";
import { consulLines, type ConsulLine, type ConsulOptions, type LineOrigin } from "./consul-lines.ts";
import type { ConsulState } from "./consul-state.ts";

/** A problem with what stands behind it: the tag of an instance or the key, which Fabio does not tell. */
export interface ConsulProblem extends RouteProblem {
  /** The line as Fabio reads it. */
  readonly text: string;
  readonly origin?: LineOrigin;
}

/** The table that Fabio makes of the state of Consul, and the problems with it. */
export interface ConsulTable {
  /** Absent when Fabio would keep its old table. */
  readonly table?: RouteTable;
  /** The route commands in between, in the order in which Fabio reads them. */
  readonly text: string;
  /** The same, line by line. */
  readonly lines: readonly ConsulLine[];
  /** Names under which Fabio registers itself. */
  readonly aliases: readonly string[];
  readonly problems: readonly ConsulProblem[];
}

/** The table that Fabio makes of Consul's state, and who is to blame where it makes none; never throws. */
export function consulTable(state: ConsulState, options: ConsulOptions = {}): ConsulTable {
  const lines = consulLines(state, options);
  const { table, problems } = tableOf(commandsIn(lines), options);
  return {
    ...(table !== undefined && { table }),
    text: lines.map(({ text }) => text).join("\n"),
    lines,
    aliases: aliasesIn(lines).aliases,
    problems: problems.map((problem) => {
      const { text = "", origin } = lines[problem.line - 1] ?? {};
      return { ...problem, text, ...(origin !== undefined && { origin }) };
    }),
  };
}
