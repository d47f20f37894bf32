// @ts-check
// fabio/route-defs-json.json: commands as the custom registry delivers them, and the raw listing.
import { difference, fabioAdapter } from "../fabio-cases.js";
import { library } from "../library.js";

const { buildTable, listTable } = await library("/fabio");

export const adapter = fabioAdapter(/\/fabio\/route-defs-json\.json$/, ({ defs, raw }) => {
  const commands = defs.map(
    (/** @type {any} */ { cmd, tags, opts, ...rest }, /** @type {number} */ index) => ({
      kind: cmd.replace("route ", ""),
      ...rest,
      tags: tags ?? [],
      opts: opts ?? {},
      line: index + 1,
    }),
  );
  const { table, problems } = buildTable(commands);
  return table === undefined ? `rejected: ${problems[0].message}` : difference("raw", listTable(table), raw);
});
