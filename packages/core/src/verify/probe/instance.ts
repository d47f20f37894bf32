import { NomadxError } from "../../diagnostics/errors.ts";
import type { ProbeRequest } from "./probe-request.ts";

/** One instance of the service behind a route. */
export interface ProbedInstance {
  /** Any text that tells it from the others. */
  readonly id: string;
  readonly address: string;
  readonly port: number;
  /** The protocol in which it is asked directly: of the same family as the request, with or without TLS. */
  readonly protocol: ProbeRequest["kind"];
  /** The path after the route's options (`strip`, `prepend`). @default that of the request */
  readonly path?: string;
  /** The Host header after the route's options (`host`). @default that of the request */
  readonly hostHeader?: string;
}

/**
 * The same request, to the instance itself.
 * @throws {NomadxError} `usage` where the instance speaks another protocol than the request
 */
export function directRequest(request: ProbeRequest, instance: ProbedInstance): ProbeRequest {
  const { address: host, port, protocol, path, hostHeader } = instance;
  const { kind: _kind, host: _host, port: _port, ...parts } = request;
  const { serverName, ca } = { serverName: undefined, ca: undefined, ...parts };
  const tls = { ...(serverName !== undefined && { serverName }), ...(ca !== undefined && { ca }) };
  switch (request.kind) {
    case "http":
    case "https": {
      const { method, headers } = request;
      const http = {
        host,
        port,
        hostHeader: hostHeader ?? request.hostHeader ?? `${request.host}:${request.port}`,
        path: path ?? request.path ?? "/",
        ...(method !== undefined && { method }),
        ...(headers !== undefined && { headers }),
      };
      if (protocol === "http") return { kind: protocol, ...http };
      if (protocol === "https") return { kind: protocol, ...http, ...tls };
      break;
    }
    case "tcp":
    case "tls": {
      const { send, expect, graceMs } = request;
      const tcp = {
        host,
        port,
        ...(send !== undefined && { send }),
        ...(expect !== undefined && { expect }),
        ...(graceMs !== undefined && { graceMs }),
      };
      if (protocol === "tcp") return { kind: protocol, ...tcp };
      if (protocol === "tls") return { kind: protocol, ...tcp, ...tls };
      break;
    }
    case "grpc":
    case "grpcs": {
      const { service, dsthost } = request;
      const grpc = {
        host,
        port,
        ...(service !== undefined && { service }),
        ...(dsthost !== undefined && { dsthost }),
      };
      if (protocol === "grpc") return { kind: protocol, ...grpc };
      if (protocol === "grpcs") return { kind: protocol, ...grpc, ...tls };
      break;
    }
  }
  throw new NomadxError(
    "usage",
    `A request of kind ${request.kind} cannot be made to an instance that speaks ${protocol}`,
  );
}

/**
 * A direct request with the headers that Fabio adds when it passes on the one of its client. What an answer makes of
 * them does not tell instances apart.
 * @see fabiolb/fabio proxy/http_headers.go
 */
export function asPassedOn(request: ProbeRequest, client: ProbeRequest): ProbeRequest {
  if (!isHttp(request) || !isHttp(client)) return request;
  const forwarded = {
    "X-Forwarded-For": "127.0.0.1",
    "X-Forwarded-Host": client.hostHeader ?? client.host,
    "X-Forwarded-Port": String(client.port),
    "X-Forwarded-Proto": client.kind,
    "X-Real-Ip": "127.0.0.1",
    Forwarded: `for=127.0.0.1; proto=${client.kind}`,
  };
  return { ...request, headers: { ...forwarded, ...request.headers } };
}

function isHttp(request: ProbeRequest): request is ProbeRequest & { readonly kind: "http" | "https" } {
  return request.kind === "http" || request.kind === "https";
}
