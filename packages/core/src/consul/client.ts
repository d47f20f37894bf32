import type { TransportPorts } from "../http/transport.ts";
import { createConsulAgent } from "./agent.ts";
import { createCatalog } from "./catalog.ts";
import type { ConsulConfig } from "./config.ts";
import { createHealth } from "./health.ts";
import { createKv } from "./kv.ts";
import { createQueries } from "./queries.ts";
import { createConsulStatus } from "./status.ts";
import { createConsulTransport } from "./transport.ts";

/** The parts of Consul's API that are read, one property a resource. Every read answers an `Answer`. */
export type ConsulClient = ReturnType<typeof createConsulClient>;

/**
 * A client for one Consul agent, for reading. Opens no connection before the first call.
 * @throws {NomadxError} `tls` for certificate files that cannot be used, `usage` for a token that is no header value
 * @example
 * const consul = createConsulClient(consulConfigFromEnv(process.env));
 * for await (const { value } of watch((blocking) => consul.health.service("web", blocking))) show(value);
 */
export function createConsulClient(config: ConsulConfig, ports?: TransportPorts) {
  const transport = createConsulTransport(config, ports);
  return {
    /** Where it connects to, without credentials. */
    address: transport.address,
    catalog: createCatalog(transport),
    health: createHealth(transport),
    kv: createKv(transport),
    agent: createConsulAgent(transport),
    status: createConsulStatus(transport),
    queries: createQueries(transport),
    /** Closes the connections that are kept open. The client can be used again. */
    close: () => transport.close(),
  };
}
