import { onTestFinished } from "vitest";

import { serveConsulDns } from "../consul/consul-dns.ts";
import { serveConsul } from "../consul/consul-server.ts";
import { serveDns } from "../dns/dns-server.ts";
import { serveFabio } from "../fabio/fabio-server.ts";
import { serveHttp } from "../http/loopback-server.ts";
import { serveNomad } from "../nomad/nomad-server.ts";

/** The same, of a server that ends with the test that starts it. */
function endingWithTest<Given extends readonly unknown[], Server extends { close(): void }>(
  serve: (...given: Given) => Promise<Server>,
): (...given: Given) => Promise<Server> {
  return async (...given) => {
    const server = await serve(...given);
    onTestFinished(() => server.close());
    return server;
  };
}

export const startServer = endingWithTest(serveHttp);
export const startDnsServer = endingWithTest(serveDns);
export const startNomadServer = endingWithTest(serveNomad);
export const startConsul = endingWithTest(serveConsul);
export const startConsulDns = endingWithTest(serveConsulDns);
export const startFabioServer = endingWithTest(serveFabio);
