import { hasServerName, schemeOf } from "../routes/route-kind.ts";
import type { Route, Target } from "../table/route-table.ts";
import { DEFAULT_VERSION, since, type FabioVersion } from "../version.ts";
import { portOf, type Listener } from "./listener.ts";

/** Why a listener never serves a route. */
export type NotServed =
  /** It forwards connections by port, and this is no route of its port. */
  | "other-port"
  /** A route of a port is not for requests with a host and a path. */
  | "port-route"
  /** It forwards by the name that the client asked for, exactly and without a path. */
  | "not-a-server-name"
  /** It opens ports only for routes all of whose targets are `tcp://`. */
  | "target-protocol"
  /** Before 1.6.1 gRPC requests have no host, and this route needs one. */
  | "host-not-read"
  /** It has no certificates, so that nothing is left for requests behind TLS. */
  | "no-certificates"
  /** It shows metrics and nothing else. */
  | "no-proxy";

/** Whether any request that comes in through the listener can lead to the route. */
export function canServe(
  listener: Pick<Listener, "address" | "protocol" | "certificateSource">,
  route: Route,
  version: FabioVersion = DEFAULT_VERSION,
): boolean {
  return whyNotServed(listener, route, version) === undefined;
}

/**
 * Why no request through the listener can lead to the route; `undefined` when one can. All listeners look routes up in
 * the same table, each in its own way. A route that is served may still lose to others.
 * @see fabiolb/fabio main.go, proxy/tcp, proxy/grpc_handler.go, route/table.go (1.7.3)
 */
export function whyNotServed(
  listener: Pick<Listener, "address" | "protocol" | "certificateSource">,
  route: Route,
  version: FabioVersion = DEFAULT_VERSION,
): NotServed | undefined {
  switch (listener.protocol) {
    case "http":
    case "https":
      return whyNotOverHttp(route);
    case "tcp": {
      const port = portOf(listener);
      return port !== undefined && route.host === `:${port}` ? undefined : "other-port";
    }
    case "tcp+sni":
      return hasServerName(route) ? undefined : "not-a-server-name";
    case "https+tcp+sni":
      if (hasServerName(route) && route.targets.some(isTcp)) return undefined;
      return listener.certificateSource === undefined ? "no-certificates" : whyNotOverHttp(route);
    case "tcp-dynamic":
      if (!/:\d+$/.test(route.host)) return "other-port";
      return route.targets.every(({ dst }) => schemeOf(dst) === "tcp") ? undefined : "target-protocol";
    case "grpc":
    case "grpcs":
      if (isOfPort(route)) return "port-route";
      return route.host === "" || since(version, "1.6.1") ? undefined : "host-not-read";
    case "prometheus":
      return "no-proxy";
  }
}

function whyNotOverHttp(route: Route): NotServed | undefined {
  if (isOfPort(route)) return "port-route";
  return route.targets.some(speaksHttp) ? undefined : "target-protocol";
}

/** `:1234`, and `:1234/x`, which no listener ever looks for. */
function isOfPort({ host }: Route): boolean {
  return host.startsWith(":");
}

/** The targets that `https+tcp+sni` passes through. */
function isTcp(target: Target): boolean {
  return (target.opts["proto"] ?? schemeOf(target.dst)) === "tcp";
}

/** Redirects are answered by Fabio itself. */
function speaksHttp(target: Target): boolean {
  return target.opts["redirect"] !== undefined || /^(?:https?|wss?)$/.test(schemeOf(target.dst));
}
