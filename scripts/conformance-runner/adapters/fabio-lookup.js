// @ts-check
// oracle-lookup.json: tables, and for each request the service that is found under four configurations; a request is a
// case. Both engines have to find it.
import { library } from "../library.js";
import { difference, readCases } from "../read-cases.js";

const { createMatcher, loadTable } = await library("/fabio");

const engines = /** @type {const} */ (["plain", "fast"]);
const configurations = {
  glob: {},
  noGlob: { globMatching: false },
  iprefix: { matcher: "iprefix" },
  pathGlob: { matcher: "glob" },
};

/** @type {import("../run.js").Adapter} */
export const adapter = {
  files: /\/fabio\/oracle-lookup\.json$/,
  async *cases(file) {
    for (const [number, { table: commands, requests }] of (await readCases(file)).entries()) {
      const { table } = loadTable(commands.join("\n"));
      const matchers = Object.entries(configurations).flatMap(([name, options]) =>
        engines.map((engine) => ({ name, engine, matcher: createMatcher(table, { engine, ...options }) })),
      );
      for (const { host, path, tls = false, ...services } of requests) {
        yield {
          id: `table ${number + 1}: ${tls ? "https" : "http"}://${host}${path}`,
          check() {
            for (const { name, engine, matcher } of matchers) {
              const match = matcher.lookup({ host, path, tls });
              const problem = difference(match?.route?.targets[0].service ?? null, services[name]);
              if (problem !== undefined) return `${name}, ${engine}: ${problem}`;
            }
            return undefined;
          },
        };
      }
    }
  },
};
