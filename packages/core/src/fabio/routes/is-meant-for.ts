import { canServe } from "../config/can-serve.ts";
import { portOf, type Listener } from "../config/listener.ts";
import type { Route, Target } from "../table/route-table.ts";
import type { FabioVersion } from "../version.ts";
import { portOfHost } from "../../units/host-port.ts";
import { routeKinds, schemeOf } from "./route-kind.ts";

/**
 * Whether a listener is one by which clients are meant to come to a route. Fabio looks all routes up in one table, so that
 * a listener also takes some for its own that are meant for others: an HTTP listener those with `proto=tcp+sni`, one for
 * server names those of plain HTTP.
 */
export function isMeantFor(listener: Listener, route: Route, version: FabioVersion): boolean {
  if (!canServe(listener, route, version)) return false;
  const kinds = routeKinds(route);
  switch (listener.protocol) {
    case "http":
    case "https": {
      // A host with a port is what clients of that port send.
      const port = portOfHost(route.host);
      return kinds.has("http") && (port === undefined || portOf(listener) === port);
    }
    case "grpc":
    case "grpcs":
      // Everything under a path could be meant.
      return kinds.has("grpc");
    case "tcp+sni":
      // The service may do as it likes with TLS that was meant for Fabio, as long as it speaks TLS.
      return kinds.has("server-name") || route.targets.some(speaksTls);
    case "tcp":
    case "tcp-dynamic":
    case "https+tcp+sni":
    case "prometheus":
      return true;
  }
}

function speaksTls({ dst, opts }: Target): boolean {
  return /^(?:https|grpcs)$/.test(schemeOf(dst)) && opts["redirect"] === undefined;
}
