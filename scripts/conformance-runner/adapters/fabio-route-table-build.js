// @ts-check
// fabio/route-table-build.json: route commands and the table with effective weights. The share of each target on the
// ring has to be within 0.02 of the printed weight.
import { difference, fabioAdapter } from "../fabio-cases.js";
import { library } from "../library.js";

const { listTable, loadTable, ringOf } = await library("/fabio");

export const adapter = fabioAdapter(/\/fabio\/route-table-build\.json$/, ({ commands, listing }) => {
  const { table, problems } = loadTable(commands.join("\n"));
  if (table === undefined) return `rejected: ${problems[0].message}`;
  return difference("listing", listTable(table, "effective"), listing) ?? checkRings(table);
});

/** @param {{ hosts: Map<string, any[]> }} table */
function checkRings(table) {
  for (const route of [...table.hosts.values()].flat()) {
    const { slots, ring } = ringOf(route.targets);
    for (const [index, { weight, dst }] of route.targets.entries()) {
      const share = slots[index] / ring.length;
      if (Math.abs(share - weight) > 0.02) return `share of ${dst}: ${share}, not ${weight}`;
      const placed = ring.filter((/** @type {number} */ target) => target === index).length;
      if (placed !== slots[index]) return `slots of ${dst}: ${placed}, not ${slots[index]}`;
    }
  }
  return undefined;
}
