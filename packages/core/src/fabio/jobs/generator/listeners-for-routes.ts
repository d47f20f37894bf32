import { canServe } from "../../config/can-serve.ts";
import { parseListeners, portOf, type Listener } from "../../config/listener.ts";
import type { Route, RouteTable, Target } from "../../table/route-table.ts";
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
 * 9996, gRPC on 9995. What they forward is judged by the targets, so a `tcp://` target under a host means SNI.
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
    if (all.some((listener) => isReached(listener, route, version))) continue;
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

function namesPort(route: Route): boolean {
  return portIn(route) !== undefined;
}

function portIn({ host }: Route): number | undefined {
  const port = /:(\d+)$/.exec(host)?.[1];
  return port === undefined ? undefined : Number(port);
}

/**
 * Whether clients of the listener come to the route. Beyond what the listener's kind allows: a host with a port is what
 * clients of that port send.
 */
export function isReached(listener: Listener, route: Route, version: FabioVersion): boolean {
  if (!canServe(listener, route, version)) return false;
  // It hands on TLS as it is, which a target that speaks plain HTTP cannot read.
  if (listener.protocol === "tcp+sni") return route.targets.some(takesTls);
  // Over gRPC everything under a path could be meant; only such targets are.
  if (/^grpcs?$/.test(listener.protocol)) return schemes(route).some((scheme) => /^grpcs?$/.test(scheme));
  const port = portIn(route);
  return port === undefined || !/^https?$/.test(listener.protocol) || portOf(listener) === port;
}

function listenerFor(route: Route): string | undefined {
  const port = portIn(route);
  const found = schemes(route);
  if (route.host.startsWith(":")) return port === undefined ? undefined : `:${port};proto=tcp`;
  if (found.every((scheme) => scheme === "tcp")) {
    return port === undefined ? `:${SNI_PORT};proto=tcp+sni` : "0.0.0.0:0;proto=tcp-dynamic;refresh=10s";
  }
  if (found.every((scheme) => /^grpcs?$/.test(scheme))) return `:${GRPC_PORT};proto=grpc`;
  return port === 443 ? undefined : `:${port ?? HTTP_PORT};proto=http`;
}

function takesTls({ dst, opts }: Target): boolean {
  const scheme = /^([a-z]+):/i.exec(dst)?.[1]?.toLowerCase() ?? "";
  return (
    opts["redirect"] === undefined && (/^(?:tcp|https|grpcs)$/.test(scheme) || opts["proto"] === "tcp+sni")
  );
}

function schemes({ targets }: Route): readonly string[] {
  return targets.map(({ dst }) => /^([a-z]+):/i.exec(dst)?.[1]?.toLowerCase() ?? "");
}
