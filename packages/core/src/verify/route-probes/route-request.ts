import { portOf, type Listener } from "../../fabio/config/listener.ts";
import { hostOf, portOfHost } from "../../units/host-port.ts";
import type { FabioRequest } from "../../fabio/match/request.ts";
import { readRequestUri, requestPath } from "../../fabio/match/request-uri.ts";
import type { Route } from "../../fabio/table/route-table.ts";
import type { FabioVersion } from "../../fabio/version.ts";
import type { Expectation } from "../probe/expectation.ts";
import { endpointOf, type ProbeRequest } from "../probe/probe-request.ts";

/** The facts of a job about a service behind a route, as far as requests depend on them. */
export interface RouteService {
  readonly service: string;
  readonly expectation: Expectation;
  /** The protocol behind a TCP connection, where a check shows it. */
  readonly speaks?: "http" | "https";
}

/** Through which listener of which Fabio a request goes. */
export interface RequestWay {
  readonly route: Route;
  readonly about: RouteService;
  readonly listener: Listener;
  /** Host of Fabio's admin API. */
  readonly host: string;
  readonly version: FabioVersion;
}

/** A request of a client that knows the route. */
export interface RouteRequest {
  readonly sent: ProbeRequest;
  /** The request that Fabio looks up for it. */
  readonly lookup: FabioRequest;
  /** Whether Fabio hands the connection on as it is, TLS with it. */
  readonly isPassedOn: boolean;
  /** For people: `http://mysite.com:9999/` */
  readonly url: string;
}

/** The request, or why nobody can make one of what the route says. */
export function routeRequest(way: RequestWay): RouteRequest | { readonly skipped: string } {
  const { route, listener } = way;
  const name = route.host.replace(/:\d+$/, "");
  // A pattern is not a name that a client could ask for.
  if (/[*?[\]{}\\]/.test(name)) return { skipped: `the host ${route.host} is a pattern` };
  if (/[*?[\]{}\\]/.test(route.path)) return { skipped: `the path ${route.path} is a pattern` };
  if (/[<>]/.test(`${route.host}${route.path}`)) {
    return { skipped: `only the client knows all of ${route.host}${route.path}` };
  }
  const port = portOf(listener);
  switch (listener.protocol) {
    case "tcp-dynamic":
      return dynamic(way, name);
    case "prometheus":
      return { skipped: "the listener shows metrics" };
    default:
      if (port === undefined) return { skipped: `the listener ${listener.address} has no port` };
      return onPort(way, { name, port });
  }
}

function onPort(
  { route, about, listener, host: admin, version }: RequestWay,
  { name, port }: { readonly name: string; readonly port: number },
): RouteRequest | { readonly skipped: string } {
  const at = { host: boundHost(listener) ?? admin, port };
  const server = name === "" ? {} : { serverName: name };
  const stream = about.speaks ?? (about.expectation.status === undefined ? undefined : "https");
  switch (listener.protocol) {
    case "http":
    case "https": {
      const scheme = listener.protocol;
      // A host without a port is asked for by clients of the scheme's own port, which something in front maps to this one.
      const hostHeader = route.host === "" ? endpointOf(at) : route.host;
      const path = askedPath(route, about);
      const uri = readRequestUri(path, version);
      if ("error" in uri) return { skipped: `${path} is not a path: ${uri.error}` };
      const parts = { ...at, hostHeader, path };
      return {
        sent: scheme === "http" ? { kind: "http", ...parts } : { kind: "https", ...parts, ...server },
        lookup: { host: hostHeader, path: uri.path, query: uri.query, tls: scheme === "https", ...anonymous },
        isPassedOn: false,
        url: `${scheme}://${hostHeader}${path}`,
      };
    }
    case "https+tcp+sni": {
      const hostHeader = route.host === "" ? endpointOf(at) : route.host;
      const path = askedPath(route, about);
      const uri = readRequestUri(path, version);
      if ("error" in uri) return { skipped: `${path} is not a path: ${uri.error}` };
      const isPassedOn = route.targets.some(({ opts, dst }) => (opts["proto"] ?? dst).startsWith("tcp"));
      return {
        sent: { kind: "https", ...at, ...server, hostHeader, path },
        lookup: {
          kind: "https+tcp+sni",
          serverName: name,
          host: hostHeader,
          path: uri.path,
          query: uri.query,
          ...anonymous,
        },
        isPassedOn,
        url: `https://${hostHeader}${path}`,
      };
    }
    case "tcp":
      return {
        sent: stream === undefined ? { kind: "tcp", ...at } : { kind: stream, ...at },
        lookup: { kind: "tcp", port },
        isPassedOn: true,
        url: `${stream ?? "tcp"}://${endpointOf(at)}`,
      };
    case "tcp+sni":
      return {
        sent:
          stream === undefined
            ? { kind: "tls", ...at, ...server }
            : { kind: "https", ...at, ...server, hostHeader: `${name}:${port}` },
        lookup: { kind: "tcp+sni", serverName: name },
        isPassedOn: true,
        url: `${stream === undefined ? "tls" : "https"}://${name}:${port}`,
      };
    case "grpc":
    case "grpcs":
      return {
        sent: {
          kind: listener.protocol,
          ...at,
          ...(listener.protocol === "grpcs" && server),
          ...(name !== "" && { dsthost: route.host }),
        },
        lookup: { kind: "grpc", method: HEALTH_CHECK, ...(name !== "" && { dsthost: route.host }) },
        isPassedOn: false,
        url: `${listener.protocol}://${endpointOf(at)}${HEALTH_CHECK}`,
      };
    case "tcp-dynamic":
    case "prometheus":
      return { skipped: "the listener has no port of its own" };
  }
}

function askedPath({ path }: Route, { expectation }: RouteService): string {
  return expectation.path ?? requestPath(path);
}

/** Nobody logs in. */
const anonymous = { accepts: {} } as const;

/** The method that every gRPC server with a health service answers. */
const HEALTH_CHECK = "/grpc.health.v1.Health/Check";

/** A listener that opens the ports of its routes on all interfaces. */
function dynamic({ route, about, host: admin }: RequestWay, name: string): RouteRequest {
  const port = portOfHost(route.host) ?? 0;
  const at = { host: name === "" ? admin : name, port };
  return {
    sent: { kind: about.speaks ?? "tcp", ...at },
    lookup: { kind: "tcp-dynamic", address: at.host, port },
    isPassedOn: true,
    url: `tcp://${endpointOf(at)}`,
  };
}

/** The address that a listener is bound to; `undefined` for all of them. */
function boundHost({ address }: Listener): string | undefined {
  const host = hostOf(address);
  return host === "" || host === "0.0.0.0" || host === "::" ? undefined : host;
}
