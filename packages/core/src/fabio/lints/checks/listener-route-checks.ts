import { compileGlob } from "../../glob/glob.ts";
import { portOf, type Listener } from "../../config/listener.ts";
import { groupBy } from "../../../units/group-by.ts";
import { isAddressAndPort, isHostGlob, isPortRoute, isSniRoute, portOfHost } from "../route-kind.ts";
import { lowerCase } from "../../../go/lower-case.ts";
import { hasDefaultPort, speaksHttp } from "../../config/written-settings.ts";
import type { LintedRoute } from "../linted-routing.ts";
import {
  hit,
  ofRoutesUnder,
  ofSettings,
  routesOf,
  settingPlace,
  show,
  type Check,
  type ReadSettings,
} from "./check.ts";

/** Checks of whether listeners and routes fit together. */
export const listenerRouteChecks = {
  "host-port-missing": ofSettings(
    ({ listeners }, routing) => {
      const http = listeners.filter(speaksHttp);
      const [first] = http;
      if (first === undefined || http.some(hasDefaultPort)) return [];
      // Checks of Fabio's own job send the host that they say.
      const checked = new Set(routing.fabioTask?.checks.map((check) => lowerCase(check.host)));
      const given = new Set(routesOf(routing).map(({ service, host, path }) => `${service} ${host}${path}`));
      return routesOf(routing).flatMap(({ place, service, host, path, scheme, opts }) => {
        const isTcp = scheme === "tcp" || opts["proto"] === "tcp+sni" || /^grpcs?$/.test(scheme);
        const isAnyPort = host === "" || http.some((listener) => takesPort(host, listener));
        if (isTcp || isAnyPort || host.startsWith(":") || portOfHost(host) !== undefined) return [];
        const withPort = `${host}:${portOf(first) ?? ""}`;
        // The service has another tag for these clients.
        if (checked.has(host) || given.has(`${service} ${withPort}${path}`)) return [];
        return hit(place, `Clients of the listener ${first.address} ask for ${show(withPort)}`);
      });
    },
    ["routes"],
  ),
  "tcp-no-listener": ofRoutesUnder(({ src, scheme }, settings) => {
    if (!isPortRoute(src) || scheme !== "tcp") return undefined;
    const isServed =
      has(settings, "tcp-dynamic") ||
      settings.listeners.some((listener) => portOf(listener) === portOfHost(src));
    return isServed ? undefined : `No listener has the port ${src}`;
  }),
  "listener-no-route": ofSettings(
    ({ listeners }, routing) => {
      const ports = new Set(
        routesOf(routing)
          .filter(({ src }) => isPortRoute(src))
          .map(({ src }) => portOfHost(src)),
      );
      return listeners
        .filter((listener) => listener.protocol === "tcp" && !ports.has(portOf(listener)))
        .map(({ address }) => ({
          place: settingPlace(routing, "proxy.addr"),
          message: `The tcp listener ${address} has no route`,
        }));
    },
    ["routes"],
  ),
  "tcp-port-on-http": ofRoutesUnder(({ src }, { listeners }) => {
    const listener = isPortRoute(src)
      ? listeners.find((each) => portOf(each) === portOfHost(src))
      : undefined;
    return listener !== undefined && speaksHttp(listener)
      ? `The listener ${listener.address} speaks ${listener.protocol}`
      : undefined;
  }),
  "tcp-ipport-static": ofRoutesUnder(({ host, scheme }, settings) => {
    const port = portOfHost(host);
    const isStatic = settings.listeners.some((each) => each.protocol === "tcp" && portOf(each) === port);
    return isAddressAndPort(host) && scheme === "tcp" && isStatic && !has(settings, "tcp-dynamic")
      ? `A tcp listener looks for :${port ?? ""}, not for ${host}`
      : undefined;
  }),
  "tcp-dynamic-conflict": ofSettings(
    (settings, routing) => {
      if (!has(settings, "tcp-dynamic")) return [];
      const hosts = groupBy(
        routesOf(routing).filter(({ host }) => portOfHost(host) !== undefined),
        ({ host }) => host,
      );
      return [...hosts].flatMap(([host, routes]) => {
        const other = routes.find(({ scheme }) => scheme !== "tcp");
        const isMixed = other !== undefined && routes.some(({ scheme }) => scheme === "tcp");
        return isMixed ? hit(other.place, `${host} has a target that is not tcp`) : [];
      });
    },
    ["routes"],
  ),
  "sni-glob": ofSniRoutes(({ host }) =>
    isHostGlob(host) ? `Server names are not compared with patterns such as ${show(host)}` : undefined,
  ),
  "sni-path": ofSniRoutes(({ path }) =>
    path === "/" ? undefined : `There is no path in a TLS connection: ${show(path)}`,
  ),
  "sni-port": ofSniRoutes(({ host }) =>
    portOfHost(host) === undefined ? undefined : `There is no port in a server name: ${show(host)}`,
  ),
  "sni-shadows-paths": ofRoutesUnder((route, settings, routing) => {
    if (!has(settings, "https+tcp+sni") || route.path === "/" || isSniRoute(route)) return undefined;
    const passed = routesOf(routing).some(
      (other) =>
        other.host === route.host && other.path === "/" && other.scheme === "tcp" && isSniRoute(other),
    );
    return passed ? `All connections for ${route.host} are passed on by server name` : undefined;
  }),
  "sni-protosni-mixed": ofRoutesUnder(({ opts }, settings) =>
    opts["proto"] === "tcp+sni" && has(settings, "https+tcp+sni") && !has(settings, "tcp+sni")
      ? "https+tcp+sni passes on proto=tcp only"
      : undefined,
  ),
  "scheme-listener": ofRoutesUnder(({ host, scheme, isRedirect }, { listeners }) => {
    if (isRedirect || !/^(?:tcp|grpcs?)$/.test(scheme) || host.startsWith(":") || isAddressAndPort(host))
      return undefined;
    const port = portOfHost(host);
    const isGrpc = scheme !== "tcp";
    const isServed = listeners.some(({ protocol }) =>
      isGrpc ? /^grpcs?$/.test(protocol) : /^(?:https\+)?tcp\+sni$/.test(protocol),
    );
    // HTTP clients know no gRPC method, and send the port where it is not their own.
    if (isGrpc && isServed && host === "") return undefined;
    const reached = listeners.find(
      (listener) =>
        /^https?$/.test(listener.protocol) &&
        (port === undefined
          ? !isServed || host === "" || hasDefaultPort(listener) || takesPort(host, listener)
          : port === portOf(listener)),
    );
    return reached === undefined
      ? undefined
      : `Requests through the listener ${reached.address} reach a ${scheme} target`;
  }),
  "redirect-host-port": ofRoutesUnder(({ isRedirect, dsts, host }, { listeners }) => {
    const own = listeners.find(
      (listener) => speaksHttp(listener) && !hasDefaultPort(listener) && takesHost(host, listener),
    );
    return isRedirect && /\$host/.test(dsts[0] ?? "") && own !== undefined
      ? `$host has the port of the listener ${own.address}`
      : undefined;
  }),
} satisfies Readonly<Record<string, Check>>;

/** A check of routes by server name, where a listener looks for such. */
function ofSniRoutes(find: (route: LintedRoute) => string | undefined): Check {
  return ofRoutesUnder((route, settings) => {
    const isPassed =
      isSniRoute(route) &&
      (has(settings, "tcp+sni") || (has(settings, "https+tcp+sni") && route.scheme === "tcp"));
    return isPassed ? find(route) : undefined;
  });
}

function has({ listeners }: ReadSettings, protocol: Listener["protocol"]): boolean {
  return listeners.some((listener) => listener.protocol === protocol);
}

/** Whether the pattern takes the port that clients of the listener send. */
function takesPort(host: string, listener: Listener): boolean {
  if (!isHostGlob(host)) return false;
  const glob = compileGlob(host);
  return glob.kind === "glob" && glob.match(`${host.replace(/[*?]+/g, "a")}:${portOf(listener) ?? ""}`);
}

/** Whether a request through the listener can have the host. */
function takesHost(host: string, listener: Listener): boolean {
  const port = portOfHost(host);
  return port === undefined || port === portOf(listener) || (port === 80 && listener.protocol === "http");
}
