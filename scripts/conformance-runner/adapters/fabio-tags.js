// @ts-check
// fabio/oracle-tags.json: the tags of a service on port 8080, its commands in the order of the tags, then the message
// that rejects the table or the raw listing. Where 1.6.0 answered differently, its answer is checked as well.
import { difference, fabioAdapter, rejection } from "../fabio-cases.js";
import { library } from "../library.js";

const { instanceCommands, listTable, loadTable } = await library("/fabio");

export const adapter = fabioAdapter(/\/fabio\/oracle-tags\.json$/, (item) => {
  const older = item["v1.6.0"];
  return check(item, "1.7.3") ?? check({ ...item, ...older }, "1.6.0");
});

/**
 * @param {any} item
 * @param {string} version
 */
function check({ tags, serviceAddress, commands, raw, tableError }, version) {
  const instance = {
    Node: "node",
    Address: "10.9.9.9",
    ServiceID: "svc",
    ServiceName: "svc",
    ServiceAddress: serviceAddress ?? "",
    ServicePort: 8080,
    ServiceTags: tags,
  };
  const options = { version, env: { DC: "Dc1" } };
  const lines = instanceCommands(instance, options).map((/** @type {{ text: string }} */ { text }) => text);
  const sorted = lines.toSorted().toReversed();
  const { table, problems } = loadTable(sorted.join("\n"), { version });
  return (
    difference(`${version} commands`, lines, commands ?? []) ??
    difference(`${version} error`, rejection(problems), tableError) ??
    (table === undefined ? undefined : difference(`${version} raw`, listTable(table), raw ?? []))
  );
}
