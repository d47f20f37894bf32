// @ts-check
// fabio/oracle-listeners.json: the value of proxy.addr -> listeners or Fabio's error.
import { readFile } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";

import { library } from "../library.js";

const { parseCertificateSources, parseListeners } = await library("/fabio");
const { formatDuration } = await library("");

/** @type {import("../run.js").Adapter} */
export const adapter = {
  files: /\/fabio\/oracle-listeners\.json$/,
  async *cases(file) {
    const { cases } = JSON.parse(await readFile(file, "utf8"));
    const { sources } = parseCertificateSources("cs=lab;type=file;cert=c,cs=v;type=vault-pki;cert=c");
    for (const { in: text, listen, error } of cases) {
      yield {
        id: text,
        check() {
          const read = parseListeners(text, { certificateSources: sources });
          const ours = "error" in read ? read : { listen: read.listeners.map(shown) };
          const theirs = error === undefined ? { listen } : { error };
          return isDeepStrictEqual(ours, theirs)
            ? undefined
            : `${JSON.stringify(ours)}, not ${JSON.stringify(theirs)}`;
        },
      };
    }
  },
};

/** @param {any} listener */
function shown(listener) {
  const all = {
    Addr: listener.address,
    CertSource: listener.certificateSource?.name,
    Proto: listener.protocol,
    ReadTimeout: length(listener.readTimeout),
    WriteTimeout: length(listener.writeTimeout),
    IdleTimeout: length(listener.idleTimeout),
    ProxyHeaderTimeout: length(listener.proxyProtocolTimeout),
    ProxyProto: listener.proxyProtocol || undefined,
    Refresh: length(listener.refresh),
    StrictMatch: listener.strictMatch || undefined,
    TLSMinVersion: listener.tlsMin || undefined,
    TLSMaxVersion: listener.tlsMax || undefined,
    TLSCiphers: listener.tlsCiphers.length === 0 ? undefined : listener.tlsCiphers,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** @param {number} nanoseconds */
function length(nanoseconds) {
  return nanoseconds === 0 ? undefined : formatDuration(nanoseconds);
}
