import { headerName } from "../../go/header-name.ts";
import { trimSpace } from "../../go/white-space.ts";
import { hex16, tlsVersionName } from "../config/tls.ts";

/** Headers by the name that Go gives them (`X-Real-Ip`). */
export type Headers = Readonly<Record<string, readonly string[]>>;

/** A request as it came in, as far as headers depend on it. */
export interface IncomingRequest {
  /** `address:port` of the client. */
  readonly remoteAddress: string;
  /** Set when Fabio has ended TLS for it. With 0 Fabio does not tell; `unknown` is told as `<version>` and `<cipher>`. */
  readonly tls?: { readonly version?: number | "unknown"; readonly cipher?: number | "unknown" };
  /** The Host header. @default "" */
  readonly host?: string;
  /** `HTTP/1.1`. @default "" */
  readonly protocol?: string;
  readonly headers?: Headers;
}

/** The settings `proxy.localip`, `proxy.header.*`. */
export interface HeaderSettings {
  readonly localIp?: string;
  readonly clientIpHeader?: string;
  readonly tlsHeader?: string;
  readonly tlsHeaderValue?: string;
  readonly requestIdHeader?: string;
  readonly stsMaxAge?: number;
  readonly stsSubdomains?: boolean;
  readonly stsPreload?: boolean;
}

const protectedHeaders: readonly string[] = [
  "Forwarded",
  "X-Forwarded-For",
  "X-Forwarded-Host",
  "X-Forwarded-Port",
  "X-Forwarded-Proto",
  "X-Forwarded-Prefix",
  "X-Real-Ip",
];

/**
 * The headers that the upstream gets. `strip` is the option of that name of the target. What comes from Go's reverse
 * proxy (`X-Forwarded-For` of ordinary requests, the removal of hop-by-hop headers) is not among it.
 * @see fabiolb/fabio proxy/http_headers.go addHeaders (1.7.3)
 */
export function upstreamHeaders(
  request: IncomingRequest,
  settings: HeaderSettings = {},
  strip = "",
): { readonly headers: Headers } | { readonly error: string } {
  const remoteIp = clientIpOf(request.remoteAddress);
  if (remoteIp === undefined) return { error: `cannot parse ${request.remoteAddress}` };
  const { tls, host = "" } = request;
  const { clientIpHeader = "", tlsHeader = "", tlsHeaderValue = "" } = settings;
  const headers: Record<string, readonly string[]> = Object.fromEntries(
    Object.entries(request.headers ?? {}).map(([name, values]) => [headerName(name), values]),
  );
  const get = (name: string) => headers[name]?.[0] ?? "";
  const set = (name: string, value: string) => {
    headers[headerName(name)] = [value];
  };
  const setMissing = (name: string, value: string) => {
    if (get(name) === "") set(name, value);
  };

  // A client must not have Fabio's own headers removed on the way by naming them here.
  const connection = (headers["Connection"] ?? []).flatMap((value) => value.split(",")).map(trimSpace);
  const kept = connection.filter((name) => !isProtected(headerName(name), settings));
  delete headers["Connection"];
  if (kept.length > 0) set("Connection", kept.join(", "));

  if (!["", "X-Forwarded-For", "X-Real-Ip"].includes(clientIpHeader)) set(clientIpHeader, remoteIp);
  setMissing("X-Real-Ip", remoteIp);
  if (get("Upgrade") === "websocket") {
    set("X-Forwarded-For", [...(headers["X-Forwarded-For"] ?? []), remoteIp].join(", "));
  }
  const scheme = schemeOf(get("X-Forwarded-Proto"), get("Forwarded"), get("Upgrade"), tls !== undefined);
  // Programs that build URLs from it know no `ws`.
  setMissing("X-Forwarded-Proto", scheme === "ws" ? "http" : scheme === "wss" ? "https" : scheme);
  setMissing("X-Forwarded-Port", localPort(host, tls !== undefined));
  if (host !== "") setMissing("X-Forwarded-Host", host);
  if (strip !== "") set("X-Forwarded-Prefix", strip);
  set("Forwarded", forwarded(get("Forwarded") || `for=${remoteIp}; proto=${scheme}`, request, settings));
  if (tlsHeader !== "" && tls !== undefined) set(tlsHeader, tlsHeaderValue);
  if (tlsHeader !== "" && tls === undefined) delete headers[headerName(tlsHeader)];
  return { headers };
}

/**
 * The headers that Fabio adds to an answer.
 * @see fabiolb/fabio proxy/http_headers.go addResponseHeaders (1.7.3)
 */
export function responseHeaders(tls: boolean, settings: HeaderSettings = {}): Headers {
  const { stsMaxAge = 0, stsSubdomains = false, stsPreload = false } = settings;
  if (!tls || stsMaxAge <= 0) return {};
  const value = [
    // Written with 32 bits: from 2^31 on it is a negative number.
    `max-age=${stsMaxAge | 0}`,
    ...(stsSubdomains ? ["includeSubdomains"] : []),
    ...(stsPreload ? ["preload"] : []),
  ];
  return { "Strict-Transport-Security": [value.join("; ")] };
}

/** The port that a client has asked for, by its Host header: what `X-Forwarded-Port` gets. */
export function localPort(host: string, tls: boolean): string {
  const colon = host.indexOf(":");
  if (colon > 0 && colon < host.length - 1) return host.slice(colon + 1);
  return tls ? "443" : "80";
}

function isProtected(
  name: string,
  { requestIdHeader = "", clientIpHeader = "", tlsHeader = "" }: HeaderSettings,
) {
  return (
    protectedHeaders.includes(name) ||
    [requestIdHeader, clientIpHeader, tlsHeader].map(headerName).includes(name)
  );
}

function forwarded(
  start: string,
  { protocol = "", tls }: IncomingRequest,
  { localIp = "" }: HeaderSettings,
): string {
  const { version = 0, cipher = 0 } = tls ?? {};
  return [
    start,
    ...(localIp === "" ? [] : [`by=${localIp}`]),
    ...(protocol === "" ? [] : [`httpproto=${protocol.toLowerCase()}`]),
    ...(version === 0 ? [] : [`tlsver=${version === "unknown" ? "<version>" : tlsVersionName(version)}`]),
    ...(cipher === 0 ? [] : [`tlscipher=${cipher === "unknown" ? "<cipher>" : hex16(cipher)}`]),
  ].join("; ");
}

/** The scheme that the client has used, by the one of the two headers that is there, else by the connection. */
function schemeOf(forwardedProto: string, forwardedHeader: string, upgrade: string, tls: boolean): string {
  if (forwardedProto !== "" && forwardedHeader === "") return forwardedProto;
  if (forwardedHeader !== "" && forwardedProto === "") {
    const at = forwardedHeader.indexOf("proto=");
    if (at !== -1) return forwardedHeader.slice(at + "proto=".length).replace(/;.*$/s, "");
  }
  if (upgrade === "websocket") return tls ? "wss" : "ws";
  return tls ? "https" : "http";
}

/** The host of `host:port`; `undefined` where Go sees no port. */
export function clientIpOf(address: string): string | undefined {
  const [, bracketed, plain] = /^(?:\[([^[\]]*)\]|([^:[\]]*)):[^:[\]]*$/.exec(address) ?? [];
  return bracketed ?? plain;
}
