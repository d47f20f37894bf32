import { parseAliases } from "../commands/aliases.ts";
import { loadTable } from "../table/load-table.ts";
import type { RouteProblem } from "../table/route-problem.ts";
import type { RouteTable } from "../table/route-table.ts";
import { consulCommands, type ConsulOptions, type LineOrigin } from "./consul-commands.ts";
import type { ConsulState } from "./consul-state.ts";

/** A problem with what stands behind it: the tag of an instance or the key, which Fabio does not tell. */
export interface ConsulProblem extends RouteProblem {
  /** The line as Fabio reads it. */
  readonly text: string;
  readonly origin?: LineOrigin;
}

/** What Fabio makes of the state of Consul, and what is wrong with it. */
export interface ConsulTable {
  /** Absent when Fabio would keep its old table. */
  readonly table?: RouteTable;
  /** The route commands in between. */
  readonly text: string;
  /** Names under which Fabio registers itself. */
  readonly aliases: readonly string[];
  readonly problems: readonly ConsulProblem[];
}

/** The table that Fabio makes of Consul's state, and who is to blame where it makes none; never throws. */
export function consulTable(state: ConsulState, options: ConsulOptions = {}): ConsulTable {
  const { text, origins } = consulCommands(state, options);
  const { table, problems } = loadTable(text, options);
  const lines = text.split("\n");
  return {
    ...(table !== undefined && { table }),
    text,
    aliases: parseAliases(text).aliases,
    problems: problems.map((problem) => {
      const origin = origins.get(problem.line);
      return { ...problem, text: lines[problem.line - 1] ?? "", ...(origin !== undefined && { origin }) };
    }),
  };
}
