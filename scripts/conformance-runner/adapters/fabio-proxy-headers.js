// @ts-check
// fabio/proxy-headers.json: a request -> the headers that the upstream and the client get.
import { readFile } from "node:fs/promises";
import { isDeepStrictEqual } from "node:util";

import { library } from "../library.js";

const { localPort, responseHeaders, upstreamHeaders } = await library("/fabio");

/** @type {import("../run.js").Adapter} */
export const adapter = {
  files: /\/fabio\/proxy-headers\.json$/,
  async *cases(file) {
    const { cases } = JSON.parse(await readFile(file, "utf8"));
    for (const [index, one] of cases.entries()) {
      // Only Go has a request that is not there.
      if (one.noRequest) continue;
      yield {
        id: `${index} ${one.desc}`,
        check() {
          const [ours, theirs] = answers(one);
          return isDeepStrictEqual(ours, theirs)
            ? undefined
            : `${JSON.stringify(ours)}, not ${JSON.stringify(theirs)}`;
        },
      };
    }
  },
};

/** @param {any} one */
function answers({ config = {}, tls, tlsState = {}, host, headers, proto, remoteAddr, strip, ...expected }) {
  const { STSHeader: sts = {} } = config;
  const settings = {
    localIp: config.LocalIP,
    clientIpHeader: config.ClientIPHeader,
    tlsHeader: config.TLSHeader,
    tlsHeaderValue: config.TLSHeaderValue,
    stsMaxAge: sts.MaxAge,
    stsSubdomains: sts.Subdomains,
    stsPreload: sts.Preload,
  };
  if (expected.localPort !== undefined) return [localPort(host, tls), expected.localPort];
  if (expected.responseHeadersOut !== undefined)
    return [responseHeaders(tls, settings), expected.responseHeadersOut];
  const request = {
    remoteAddress: remoteAddr,
    host,
    headers,
    protocol: proto,
    ...(tls && { tls: { version: tlsState.Version, cipher: tlsState.CipherSuite } }),
  };
  const theirs =
    expected.error === undefined ? { headers: expected.requestHeadersOut } : { error: expected.error };
  return [upstreamHeaders(request, settings, strip), theirs];
}
