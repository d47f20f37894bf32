// @ts-check
// fabio/picker.json: the targets that requests get, one after the other.
import { difference, fabioAdapter } from "../fabio-cases.js";
import { library } from "../library.js";

const { createPicker, loadTable } = await library("/fabio");

export const adapter = fabioAdapter(/\/fabio\/picker\.json$/, ({ strategy, targets, draws, picked }) => {
  const commands = targets.map((/** @type {string} */ dst) => `route add svc / ${dst}`).join("\n");
  const [route] = loadTable(commands).table.hosts.get("");
  const remaining = [...(draws ?? [])];
  const pick = createPicker(strategy, strategy === "rnd" ? () => remaining.shift() : undefined);
  return difference(
    "picked",
    picked.map(() => pick(route)?.dst),
    picked,
  );
});
