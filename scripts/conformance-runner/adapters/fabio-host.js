// @ts-check
// oracle-host-order.json: hosts and the order in which they are tried. host-normalize.json: what a host is compared as.
import { library } from "../library.js";
import { difference, readCases } from "../read-cases.js";

const { normalizeHost, orderHosts } = await library("/fabio");

/** @type {import("../run.js").Adapter} */
export const adapter = {
  files: /\/fabio\/(?:oracle-host-order|host-normalize)\.json$/,
  async *cases(file) {
    for (const { host, tls, normalized, in: hosts, out } of await readCases(file)) {
      yield out === undefined
        ? {
            id: `${tls ? "https" : "http"} ${host}`,
            check: () => difference(normalizeHost(host, tls), normalized),
          }
        : { id: hosts.join(" "), check: () => difference(orderHosts(hosts), out) };
    }
  },
};
