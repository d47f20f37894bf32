// @ts-check
// https-tcp-sni.json: whether a connection is passed through or TLS is ended, by its server name. The tables have
// placeholders where Fabio's test has the addresses of its servers.
import { library } from "../library.js";
import { difference, readCases } from "../read-cases.js";

const { createMatcher, loadTable } = await library("/fabio");

/** @type {import("../run.js").Adapter} */
export const adapter = {
  files: /\/fabio\/https-tcp-sni\.json$/,
  async *cases(file) {
    for (const { table: commands, sni, mode } of await readCases(file)) {
      const text = commands
        .join("\n")
        .replace(/(:\/\/)?\{[^}]*\}/g, (_, slashes) => `${slashes ?? "http://"}127.0.0.1:9000`);
      const { table } = loadTable(text);
      yield {
        id: sni,
        check() {
          const request = { kind: "https+tcp+sni", serverName: sni, host: sni, path: "/" };
          const found = ["plain", "fast"].map(
            (engine) => createMatcher(table, { engine }).lookup(request)?.protocol,
          );
          const protocol = mode === "tcp" ? "tcp" : "http";
          return difference(found, [protocol, protocol]);
        },
      };
    }
  },
};
