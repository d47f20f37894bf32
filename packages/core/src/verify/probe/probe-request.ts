import { X509Certificate } from "node:crypto";
import { validateHeaderName, validateHeaderValue } from "node:http";

import { NomadxError } from "../../diagnostics/errors.ts";
import { hostPort } from "../../units/host-port.ts";

/** Where a probe connects to. */
export interface Endpoint {
  /** A name or an IP address. */
  readonly host: string;
  readonly port: number;
}

/** How a probe speaks TLS. The certificate is told of in any case, and does not have to be right unless `ca` is given. */
export interface TlsParts {
  /** The name that the server is asked for (SNI), and that its certificate should cover. Leave it out for IP addresses. */
  readonly serverName?: string;
  /** PEM text of authorities: a certificate of another one then fails the probe. */
  readonly ca?: string;
}

/** A request over HTTP/1.1. */
export interface HttpParts {
  /** The `Host` header. @default host:port of the endpoint */
  readonly hostHeader?: string;
  /** @default "GET" */
  readonly method?: string;
  /** Path and query. @default "/" */
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A conversation of at most one sentence each. */
export interface TcpParts {
  /** Is sent as soon as there is a connection. */
  readonly send?: string;
  /** The text that has to come; without it the connection has to stay open for `graceMs`, or something has to come. */
  readonly expect?: string;
  /** Fabio takes every connection, and closes it when it has no route or no upstream. @default 250 */
  readonly graceMs?: number;
}

/** A call of `grpc.health.v1.Health/Check`. */
export interface GrpcParts {
  /** The service that is asked about. @default "" the server as a whole */
  readonly service?: string;
  /** The metadata by which Fabio (since 1.6.1) picks the host of a route. */
  readonly dsthost?: string;
}

/** One request that a probe can make. */
export type ProbeRequest =
  | (Endpoint & HttpParts & { readonly kind: "http" })
  | (Endpoint & HttpParts & TlsParts & { readonly kind: "https" })
  | (Endpoint & TcpParts & { readonly kind: "tcp" })
  | (Endpoint & TcpParts & TlsParts & { readonly kind: "tls" })
  | (Endpoint & GrpcParts & { readonly kind: "grpc" })
  | (Endpoint & GrpcParts & TlsParts & { readonly kind: "grpcs" });

/** A header's value as Node takes it, byte by byte: it refuses other characters, and would write "ü" as Latin-1 has it. */
export function headerValue(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}

/** `a.test:80`, `[::1]:80`. */
export function endpointOf({ host, port }: Endpoint): string {
  return hostPort(host, port);
}

/** Whether a request can be sent with this method: `CONNECT` asks for a tunnel, not for an answer. */
export function isMethod(method: string): boolean {
  return /^[A-Z]+$/.test(method) && method !== "CONNECT";
}

/** Whether a request can be sent with this path: what has to be escaped is. */
export function isPath(path: string): boolean {
  return /^\/[!-~]*$/.test(path);
}

/** @throws {NomadxError} `usage` for what no request can be made of; values are not repeated, they may be secret */
export function checkRequest(request: ProbeRequest): void {
  if (request.host === "") throw new NomadxError("usage", "A request needs a host");
  if (!Number.isInteger(request.port) || request.port < 1 || request.port > 65_535) {
    throw new NomadxError("usage", `${request.port} is not a port`, { help: "Ports go from 1 to 65535." });
  }
  if (request.kind === "http" || request.kind === "https") {
    const { method = "GET", path = "/" } = request;
    if (!isMethod(method)) {
      throw new NomadxError("usage", `${JSON.stringify(method)} is not a method of a request`, {
        help: "Write it in capitals, such as GET. CONNECT cannot be used.",
      });
    }
    if (!isPath(path)) {
      throw new NomadxError("usage", `${JSON.stringify(path)} is not a path of a request`, {
        help: 'It starts with "/"; spaces and characters that are not ASCII have to be escaped.',
      });
    }
  }
  if ("ca" in request && request.ca !== undefined) checkAuthorities(request.ca);
  for (const [name, value] of headersOf(request)) {
    try {
      validateHeaderName(name);
      validateHeaderValue(name, headerValue(value));
    } catch {
      throw new NomadxError("usage", `The header ${JSON.stringify(name)} cannot be sent`, {
        help: "Its name or value has characters that HTTP does not allow there.",
      });
    }
  }
}

/** Node passes over what is no certificate, and would then trust nobody. */
function checkAuthorities(pem: string): void {
  try {
    void new X509Certificate(pem);
  } catch {
    throw new NomadxError("usage", "The authorities given for TLS are not certificates in PEM format");
  }
}

function headersOf(request: ProbeRequest): readonly (readonly [string, string])[] {
  switch (request.kind) {
    case "http":
    case "https":
      return [["Host", request.hostHeader ?? ""], ...Object.entries(request.headers ?? {})];
    case "grpc":
    case "grpcs":
      return [["dsthost", request.dsthost ?? ""]];
    case "tcp":
    case "tls":
      return [];
  }
}
