import { Agent as HttpAgent } from "node:http";
import { Agent as HttpsAgent, type AgentOptions } from "node:https";

import type { Connection, TlsSettings } from "./connection.ts";

/** The pool of open connections to one server, in the form in which got takes it: plain HTTP does not load TLS. */
type HeldConnections = { readonly http: HttpAgent } | { readonly https: HttpsAgent };

/** The connections to one server, by what they are for. */
export interface Agents {
  readonly ordinary: HeldConnections;
  /** For requests that the server holds back, and for streams: no other request queues behind them. */
  readonly waiting: HeldConnections;
  close(): void;
}

/** Makes agents that keep connections open. The one place where a proxy would come in between. */
export function createAgents({ socketPath, tls, limits }: Connection): Agents {
  const make = (maxSockets: number): HeldConnections => {
    const options = { keepAlive: true, maxSockets };
    return tls === undefined
      ? { http: new HttpAgent({ ...options, ...(socketPath !== undefined && { socketPath }) }) }
      : { https: new HttpsAgent({ ...options, ...tlsOptions(tls) }) };
  };
  const [ordinary, waiting] = [make(limits.ordinary), make(limits.waiting)];
  return {
    ordinary,
    waiting,
    close() {
      for (const held of [ordinary, waiting]) ("http" in held ? held.http : held.https).destroy();
    },
  };
}

function tlsOptions({ ca, cert, key, serverName, verify }: TlsSettings): AgentOptions {
  return {
    minVersion: "TLSv1.2",
    rejectUnauthorized: verify,
    ...(ca !== undefined && { ca: [...ca] }),
    ...(cert !== undefined && { cert }),
    ...(key !== undefined && { key }),
    ...(serverName !== undefined && { servername: serverName }),
  };
}
