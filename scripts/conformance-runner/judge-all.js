// @ts-check
import { availableParallelism } from "node:os";

import { Judge } from "./judge.js";

/**
 * One line of the report.
 * @typedef {{ adapter: string, files: string[] }} Line the module of the adapter, and the files with its cases
 */

/**
 * Judges all lines, as many at a time as there are processors.
 * @param {ReadonlyMap<string, Line>} lines by their names
 * @param {{ known?: URL, limits?: import("./judge.js").Limits }} [options] the module that lists known disagreements
 * @returns {AsyncGenerator<{ name: string, tally: import("./judge.js").Tally }>} in their order
 */
export async function* judgeAll(lines, options = {}) {
  const { known = new URL("known-disagreements.js", import.meta.url), limits } = options;
  const all = Array.from(lines, ([name, line]) => ({ name, line, ...pending() }));
  const queue = all.values();
  const lanes = Array.from({ length: availableParallelism() }, async () => {
    const judge = new Judge(known, limits);
    for (const { line, settle } of queue) settle(await judge.judge(line.adapter, line.files));
    await judge.close();
  });
  for (const { name, tally } of all) yield { name, tally: await tally };
  await Promise.all(lanes);
}

/** A tally that is still to come. */
function pending() {
  let settle = (/** @type {import("./judge.js").Tally} */ _tally) => {};
  /** @type {Promise<import("./judge.js").Tally>} */
  const tally = new Promise((resolve) => (settle = resolve));
  return { tally, settle };
}
