import { isIP } from "node:net";
import { domainToASCII } from "node:url";

import { NomadxError } from "@nomadx/core";
import {
  DEFAULT_VERSION,
  readRequestUri,
  type FabioRequest,
  type FabioVersion,
  type HttpRequest,
  type Listener,
} from "@nomadx/core/fabio";

import type { NamedSettings } from "./fabio-settings.ts";

/** A listener as far as it decides what a request is looked up by. */
export type KnownListener = Pick<Listener, "address" | "protocol"> & Partial<Listener>;

/** Whether TLS can end at the listener; one that is taken for granted has what it needs. */
export function hasCertificates({ protocol, certificateSource }: KnownListener): boolean {
  return protocol === "https" || certificateSource !== undefined;
}

/** A request as a client writes it, before a listener is known. */
export interface ClientRequest {
  readonly scheme: "http" | "https" | "grpc" | "grpcs" | "tcp" | "tls";
  /** Without brackets and port, as written. */
  readonly hostname: string;
  readonly port: number;
  /** As a client sends it in the `Host` header: without the scheme's own port. */
  readonly host: string;
  /** Path and query, without a fragment. */
  readonly uri: string;
}

const defaultPorts = { http: 80, https: 443, grpc: 80, grpcs: 443, tcp: undefined, tls: 443 } as const;

/**
 * The parts of `https://host:port/path`, `grpc://…`, `tcp://host:port` or `tls://host:port`; without a scheme, `http`.
 * Nothing in the path is changed, other than a browser would.
 * @throws {NomadxError} `usage`
 */
export function parseRequest(text: string): ClientRequest {
  const match =
    /^(?:([a-z]+):\/\/)?(?:[^/?#@]*@)?(\[[^\]]*\]|[^:/?#\\\s]*)(?::(\d*))?([/?][^#]*)?(?:#.*)?$/i.exec(text);
  const [, scheme = "http", bracketed = "", digits = "", rest = "/"] = match ?? [];
  const name = scheme.toLowerCase();
  if (match === null || !isScheme(name) || bracketed === "") {
    throw new NomadxError("usage", `${JSON.stringify(text)} is not a request`, {
      help: "A request is a URL such as https://mysite.com:9999/path; also with grpc:, grpcs:, tcp: or tls:.",
    });
  }
  const port = digits === "" ? defaultPorts[name] : Number(digits);
  if (port === undefined || port > 65_535) {
    throw new NomadxError("usage", port === undefined ? `${text} needs a port` : `There is no port ${port}`, {
      help: "A TCP request is tcp://host:port, with a port up to 65535.",
    });
  }
  // Clients ask for names that are not ASCII as `xn--…`.
  const hostname = bracketed.startsWith("[") ? bracketed.slice(1, -1) : toAscii(bracketed);
  const written = bracketed.startsWith("[") ? bracketed : hostname;
  return {
    scheme: name,
    hostname,
    port,
    host: port === defaultPorts[name] ? written : `${written}:${port}`,
    uri: rest.startsWith("?") ? `/${rest}` : rest,
  };
}

/** Names that are in ASCII stay as they are written, whether they can be a host's or not. */
function toAscii(name: string): string {
  return /^\p{ASCII}*$/u.test(name) ? name : domainToASCII(name) || name;
}

function isScheme(name: string): name is ClientRequest["scheme"] {
  return Object.hasOwn(defaultPorts, name);
}

/** Other facts about the client. */
export interface ClientFacts {
  /** `address` or `address:port`. */
  readonly client?: string | undefined;
  readonly dsthost?: string | undefined;
}

/** The request that Fabio looks up, and the listener; or why it does not come to that. */
export type Arrival =
  | { readonly kind: "request"; readonly listener: KnownListener; readonly request: FabioRequest }
  | { readonly kind: "no-listener"; readonly reason: string }
  | { readonly kind: "unreadable"; readonly listener: KnownListener; readonly reason: string };

/** Which listener a request comes in by, found by its port, and what Fabio looks up for it. */
export function arrive(
  client: ClientRequest,
  settings: NamedSettings | undefined,
  facts: ClientFacts,
): Arrival {
  const listener = listenerFor(client, settings);
  if (listener === undefined) {
    const unread = settings?.entries.find(({ address }) => address.endsWith(`:${client.port}`))?.result;
    if (unread !== undefined && "error" in unread) {
      const reason = `${settings?.from ?? ""} has a listener on port ${client.port} that is not known here: ${unread.error}`;
      return { kind: "no-listener", reason };
    }
    const all = (settings?.listeners ?? [])
      .map(({ address, protocol }) => `${address} (${protocol})`)
      .join(", ");
    const reason = `${settings?.from ?? ""} has no listener on port ${client.port}, only ${all || "none at all"}`;
    return { kind: "no-listener", reason };
  }
  const remote = facts.client === undefined ? {} : { remoteAddress: remoteAddress(facts.client) };
  const isTls = client.scheme === "https" || client.scheme === "grpcs" || client.scheme === "tls";
  // Who logs in is let in; with a scheme that is not there nobody can.
  const schemes = settings?.authSchemes;
  const login =
    schemes === undefined
      ? {}
      : { accepts: Object.fromEntries([...schemes].map((scheme) => [scheme, true] as const)) };
  const unreadable = (reason: string): Arrival => ({ kind: "unreadable", listener, reason });
  const found = (request: FabioRequest): Arrival => ({ kind: "request", listener, request });
  // Clients send no address as a server name.
  const serverName = isTls && !isAddress(client.hostname) ? client.hostname : "";
  const by = { listener, version: settings?.version ?? DEFAULT_VERSION };
  switch (listener.protocol) {
    case "http":
      if (isTls) return unreadable("the listener speaks plain HTTP, and the client begins with TLS");
      return http(client, { ...remote, ...login, tls: false }, by);
    case "https":
      if (!isTls) return unreadable("the listener speaks TLS, and the client plain HTTP");
      return http(client, { ...remote, ...login, tls: true }, by);
    case "https+tcp+sni": {
      if (!isTls) return unreadable("the listener speaks TLS, and the client does not");
      const plain = http(client, { ...remote, ...login }, by);
      if (plain.kind !== "request" || plain.request.kind !== "http") return plain;
      const { tls: _, ...request } = plain.request;
      return found({ ...request, kind: "https+tcp+sni", serverName });
    }
    case "tcp":
      return found({ kind: "tcp", port: client.port, ...remote });
    case "tcp-dynamic":
      return found({ kind: "tcp-dynamic", address: client.hostname, port: client.port, ...remote });
    case "tcp+sni":
      if (!isTls)
        return unreadable("the listener looks for a TLS server name, and the client does not speak TLS");
      return found({ kind: "tcp+sni", serverName, ...remote });
    case "grpc":
    case "grpcs": {
      const { dsthost } = facts;
      return found({ kind: "grpc", method: client.uri, ...(dsthost !== undefined && { dsthost }) });
    }
    case "prometheus":
      return unreadable("the listener shows metrics and passes nothing on");
  }
}

/** Without settings, one is taken for granted that fits the request. */
function listenerFor(
  { port, scheme }: ClientRequest,
  settings: NamedSettings | undefined,
): KnownListener | undefined {
  if (settings === undefined) {
    const protocol = scheme === "tls" ? "tcp+sni" : scheme;
    return { address: `:${port}`, protocol };
  }
  return (
    settings.listeners.find(({ address }) => address.endsWith(`:${port}`)) ??
    settings.listeners.find(({ protocol }) => protocol === "tcp-dynamic")
  );
}

function http(
  client: ClientRequest,
  more: Partial<HttpRequest>,
  { listener, version }: { readonly listener: KnownListener; readonly version: FabioVersion },
): Arrival {
  const uri = readRequestUri(client.uri, version);
  if ("error" in uri) return { kind: "unreadable", listener, reason: `400 Bad Request: ${uri.error}` };
  const { path, rawPath, query } = uri;
  return {
    kind: "request",
    listener,
    request: {
      kind: "http",
      host: client.host,
      path,
      ...(rawPath !== undefined && { rawPath }),
      ...(query !== "" && { query }),
      ...more,
    },
  };
}

function isAddress(name: string): boolean {
  return /^[\d.]+$/.test(name) || name.includes(":");
}

/** @throws {NomadxError} `usage` */
function remoteAddress(client: string): string {
  const [, bracketed, plain] = /^\[(.*)\](?::\d+)?$|^([^:]*):\d+$/.exec(client) ?? [];
  const address = bracketed ?? plain ?? client;
  if (isIP(address) === 0) throw new NomadxError("usage", `--client ${client} is not an IP address`);
  if (client !== address && client !== `[${address}]`) return client;
  return address.includes(":") ? `[${address}]:0` : `${address}:0`;
}
