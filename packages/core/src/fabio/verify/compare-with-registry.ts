import type { ConsulOptions } from "../consul/consul-lines.ts";
import type { ConsulState } from "../consul/consul-state.ts";
import { consulTable, type ConsulProblem } from "../consul/consul-table.ts";
import { compareTables, type NamedTable } from "./compare-tables.ts";
import { mismatch, type Mismatch } from "./mismatch.ts";

/**
 * Where a Fabio has not made of Consul's state what it should: since a tag or key keeps it from updating its table, or
 * since it has not heard of a change.
 * @param options the settings of this Fabio
 */
export function compareWithRegistry(
  state: ConsulState,
  actual: NamedTable,
  options: ConsulOptions = {},
): readonly Mismatch[] {
  const { table, problems } = consulTable(state, options);
  if (table !== undefined) return compareTables({ name: "Consul", table }, actual, "stale-table");
  return problems
    .filter(({ effect }) => effect === "rejected")
    .map((problem) =>
      mismatch("poisoned-table", { summary: `the table cannot be updated: ${blamed(problem)}` }),
    );
}

function blamed(problem: ConsulProblem): string {
  // The number of the line is that of a text which nobody sees.
  const words = problem.message.replace(/^line \d+: /, "");
  const cause = causeOf(problem);
  return cause === undefined ? words : `${cause}: ${words}`;
}

/** Returns the origin of a line of route commands, for people; `undefined` for lines that Fabio adds itself. */
export function causeOf({ origin }: Pick<ConsulProblem, "origin">): string | undefined {
  if (origin === undefined) return undefined;
  if (origin.kind === "key") return `key ${origin.key}`;
  const { ServiceName, ServiceID, Node } = origin.instance;
  return `service ${ServiceName} (${ServiceID} on ${Node}), tag ${JSON.stringify(origin.tag)}`;
}
