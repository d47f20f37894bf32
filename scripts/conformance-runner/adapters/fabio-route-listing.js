// @ts-check
// fabio/oracle-route-listing.json: route commands, then the message that rejects them or both listings. Where 1.6.0
// answered differently, its answer is checked as well.
import { difference, fabioAdapter, rejection } from "../fabio-cases.js";
import { library } from "../library.js";

const { listTable, loadTable } = await library("/fabio");

export const adapter = fabioAdapter(/\/fabio\/oracle-route-listing\.json$/, (item) => {
  const older = item["v1.6.0"];
  return (
    check(item, "1.7.3") ??
    check(older === undefined ? item : { ...item, error: undefined, ...older }, "1.6.0")
  );
});

/**
 * @param {any} item
 * @param {string} version
 */
function check({ commands, error, raw, weighted }, version) {
  const { table, problems } = loadTable(commands.join("\n"), { version });
  if (error !== undefined || table === undefined) {
    return difference(`${version} error`, rejection(problems), error);
  }
  return (
    difference(`${version} raw`, listTable(table), raw ?? []) ??
    difference(`${version} weighted`, listTable(table, "effective"), weighted ?? [])
  );
}
