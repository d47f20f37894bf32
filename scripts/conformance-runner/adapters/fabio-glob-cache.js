// @ts-check
// glob-cache.json: patterns asked for one after the other, and what the cache keeps after each.
import { library } from "../library.js";
import { difference, readCases } from "../read-cases.js";

const { createGlobCache } = await library("/fabio");

/** @type {import("../run.js").Adapter} */
export const adapter = {
  files: /\/fabio\/glob-cache\.json$/,
  async *cases(file) {
    for (const { size, steps } of await readCases(file)) {
      yield {
        id: `${size} places, ${steps.length} patterns`,
        check() {
          const cache = createGlobCache(size);
          for (const { get, keys, ring } of steps) {
            cache.get(get);
            const problem = difference([cache.keys().toSorted(), cache.ring()], [keys, ring]);
            if (problem !== undefined) return `after ${get}: ${problem}`;
          }
          return undefined;
        },
      };
    }
  },
};
