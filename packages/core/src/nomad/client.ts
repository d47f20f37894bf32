import type { TransportPorts } from "../http/transport.ts";
import { createAgent } from "./agent.ts";
import { createAllocations } from "./allocations.ts";
import type { NomadConfig } from "./config.ts";
import { createDeployments } from "./deployments.ts";
import { createEvaluations } from "./evaluations.ts";
import { createJobs } from "./jobs.ts";
import { createNamespaces } from "./namespaces.ts";
import { createNodes } from "./nodes.ts";
import { createOperator } from "./operator.ts";
import { createRegions } from "./regions.ts";
import { createServices } from "./services.ts";
import { createStatus } from "./status.ts";
import { createTransport, type Transport } from "./transport.ts";

/**
 * Nomad's API, one property a resource. Every call answers an `Answer`: a caller need not know which endpoints have an
 * index, and a read that becomes a blocking query one day keeps its type. Only a stream is what it yields.
 */
export type NomadClient = ReturnType<typeof createNomadClient>;

/**
 * A client for one Nomad agent. Opens no connection before the first call.
 * @throws {NomadxError} `tls` for certificate files that cannot be used, `usage` for a token that is no header value
 * @example
 * const nomad = createNomadClient(nomadConfigFromEnv(process.env));
 * const { value: job, index } = await nomad.jobs.read("web");
 */
export function createNomadClient(config: NomadConfig, ports?: TransportPorts) {
  return clientOver(createTransport(config, ports));
}

/** The same over a transport of one's own. */
export function clientOver(transport: Transport) {
  return {
    /** Where it connects to, without credentials. */
    address: transport.address,
    jobs: createJobs(transport),
    evaluations: createEvaluations(transport),
    allocations: createAllocations(transport),
    deployments: createDeployments(transport),
    nodes: createNodes(transport),
    services: createServices(transport),
    agent: createAgent(transport),
    operator: createOperator(transport),
    status: createStatus(transport),
    regions: createRegions(transport),
    namespaces: createNamespaces(transport),
    /** Closes the connections that are kept open. The client can be used again. */
    close: () => transport.close(),
  };
}
