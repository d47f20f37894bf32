import { once } from "node:events";
import { createServer, type IncomingHttpHeaders, type RequestListener, type ServerResponse } from "node:http";
import { createServer as createHttpsServer, type ServerOptions } from "node:https";
import type { Server } from "node:net";

import { hostPort } from "../../units/host-port.ts";

/** A request that a server was sent. */
export interface SeenRequest {
  readonly method: string;
  /** Path and query. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Answers one request; `count` is 1 for the first one the server gets. */
export type Responder = (request: SeenRequest, response: ServerResponse, count: number) => void;

/** A server that listens on this machine only. */
export interface LoopbackServer {
  /** `http://127.0.0.1:port`, `http://[::1]:port`, or `unix://` and a path. */
  readonly address: string;
  /** In order of arrival. */
  readonly requests: readonly SeenRequest[];
  /** Connections opened so far. */
  readonly connections: () => number;
  /** Closes every connection, as a restart does; the next ones are taken. */
  disconnect(): void;
  /** Ends it at once, with every connection. */
  close(): void;
}

/** Where and how a server listens. @default HTTP, at a free port of 127.0.0.1 */
export interface LoopbackOptions {
  readonly tls?: ServerOptions;
  /** Listen on a unix socket instead. */
  readonly socketPath?: string;
  /** @default "127.0.0.1" */
  readonly host?: "127.0.0.1" | "::1";
}

/** Starts a server every request to which is answered by `respond`, once its body is there. */
export async function serveHttp(respond: Responder, options: LoopbackOptions = {}): Promise<LoopbackServer> {
  const requests: SeenRequest[] = [];
  let connections = 0;
  const listener: RequestListener = (request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { method = "", url = "", headers } = request;
      const seen = { method, url, headers, body: Buffer.concat(chunks).toString("utf8") };
      requests.push(seen);
      respond(seen, response, requests.length);
    });
  };
  const server =
    options.tls === undefined ? createServer(listener) : createHttpsServer(options.tls, listener);
  server.on(options.tls === undefined ? "connection" : "secureConnection", () => (connections += 1));
  const { socketPath, host = "127.0.0.1" } = options;
  server.listen(socketPath ?? { port: 0, host });
  await once(server, "listening");
  return {
    address: addressOf(server, options),
    requests,
    connections: () => connections,
    disconnect: () => server.closeAllConnections(),
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Sends JSON as Nomad does, with its index header. */
export function sendJson(response: ServerResponse, value: unknown, index = 7, status = 200): void {
  response.writeHead(status, {
    "Content-Type": "application/json",
    "X-Nomad-Index": String(index),
    "X-Nomad-Knownleader": "true",
    "X-Nomad-Lastcontact": "0",
  });
  response.end(JSON.stringify(value));
}

/** Sends an error as Nomad does: the bare text. */
export function sendText(response: ServerResponse, status: number, text: string): void {
  response.writeHead(status, { "Content-Type": "text/plain; charset=utf-8" });
  response.end(text);
}

function addressOf(server: Server, { tls, socketPath, host = "127.0.0.1" }: LoopbackOptions): string {
  if (socketPath !== undefined) return `unix://${socketPath}`;
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  return `${tls === undefined ? "http" : "https"}://${hostPort(host, port)}`;
}
