// @ts-check
// route-lookup.json: a table, a request, and the target that is found, perhaps with the place it redirects to.
import { library } from "../library.js";
import { difference, readCases } from "../read-cases.js";

const { createMatcher, loadTable } = await library("/fabio");

/** @type {import("../run.js").Adapter} */
export const adapter = {
  files: /\/fabio\/route-lookup\.json$/,
  async *cases(file) {
    for (const { id, table: commands, matcher, globDisabled, request, target, redirect } of await readCases(
      file,
    )) {
      const { table } = loadTable(commands.join("\n"));
      const { host, path, tls, headers } = request;
      const forwardedProto = headers?.["X-Forwarded-Proto"]?.[0];
      yield {
        id,
        check() {
          for (const engine of ["plain", "fast"]) {
            const options = { engine, matcher, globMatching: !globDisabled };
            const [first] = createMatcher(table, options).explain({
              host,
              path,
              tls,
              ...(forwardedProto === undefined ? {} : { forwardedProto }),
            }).targets;
            const { kind, code, location } = first?.answer ?? {};
            const problem =
              redirect === undefined
                ? difference(first?.target.dst ?? null, target ?? null)
                : difference({ kind, code, location }, { kind: "redirected", ...redirect });
            if (problem !== undefined) return `${engine}: ${problem}`;
          }
          return undefined;
        },
      };
    }
  },
};
