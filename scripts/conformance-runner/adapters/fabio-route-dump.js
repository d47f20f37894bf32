// @ts-check
// fabio/route-dump.json: the tree that log.routes.format=detail prints.
import { difference, fabioAdapter } from "../fabio-cases.js";
import { library } from "../library.js";

const { dumpTable, loadTable } = await library("/fabio");

export const adapter = fabioAdapter(/\/fabio\/route-dump\.json$/, ({ commands, dump }) => {
  const { table } = loadTable(commands.join("\n"));
  return difference("dump", dumpTable(table), dump.map((/** @type {string} */ line) => `${line}\n`).join(""));
});
