import { parseListeners, type Listener } from "../../config/listener.ts";
import { isMeantFor } from "../../routes/is-meant-for.ts";
import { portOfHost } from "../../../units/host-port.ts";
import { routeKinds } from "../../routes/route-kind.ts";
import type { Route, RouteTable } from "../../table/route-table.ts";
import { DEFAULT_VERSION, type FabioVersion } from "../../version.ts";

/** Which listeners a table needs. */
export interface NeededListeners {
  /** Entries of `proxy.addr`, beside those that were given. */
  readonly listeners: readonly string[];
  /** Routes for which no listener can be made up: those for port 443, which needs certificates. */
  readonly unserved: readonly Route[];
}

const HTTP_PORT = 9999;
const SNI_PORT = 9996;
const GRPC_PORT = 9995;

/**
 * The listeners that are missing so that every route of a table can be reached: one for each port of a TCP route and
 * for each port in a host (`mysite.com:9999/`), and one of each kind where a route names no port: HTTP on 9999, SNI on
 * 9996, gRPC on 9995. What they forward is judged by the targets: `proto=tcp` and `proto=tcp+sni` under a host mean SNI.
 */
export function listenersForRoutes(
  table: RouteTable,
  given: readonly Listener[] = [],
  version: FabioVersion = DEFAULT_VERSION,
): NeededListeners {
  const routes = [...table.hosts.values()].flat();
  const all = [...given];
  const listeners: string[] = [];
  const unserved: Route[] = [];
  // Routes that name a port come first: their listeners serve others as well.
  for (const route of [...routes.filter(namesPort), ...routes.filter((one) => !namesPort(one))]) {
    if (all.some((listener) => isMeantFor(listener, route, version))) continue;
    const entry = listenerFor(route);
    const read = entry === undefined ? undefined : parseListeners(entry, { version });
    if (entry === undefined || read === undefined || "error" in read) unserved.push(route);
    else {
      listeners.push(entry);
      all.push(...read.listeners);
    }
  }
  return { listeners, unserved };
}

function namesPort({ host }: Route): boolean {
  return portOfHost(host) !== undefined;
}

function listenerFor(route: Route): string | undefined {
  const port = portOfHost(route.host);
  const kinds = routeKinds(route);
  if (kinds.has("port")) return port === undefined ? undefined : `:${port};proto=tcp`;
  if (kinds.has("http")) return port === 443 ? undefined : `:${port ?? HTTP_PORT};proto=http`;
  if (kinds.has("grpc")) return `:${GRPC_PORT};proto=grpc`;
  return port === undefined ? `:${SNI_PORT};proto=tcp+sni` : "0.0.0.0:0;proto=tcp-dynamic;refresh=10s";
}
