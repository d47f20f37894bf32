import type { LintRow } from "../lint-row.ts";
import { portOf, type Listener } from "../../config/listener.ts";
import { hasListener, ofSettings, settingPlace, show, hit, ofRoutesUnder, routesOf } from "../check.ts";
import { compileGlob } from "../../glob/glob.ts";
import { groupBy } from "../../../units/group-by.ts";
import { portOfHost } from "../../../units/host-port.ts";
import { isAddressAndPort, isHostGlob, isPortRoute } from "../../routes/route-kind.ts";
import { lowerCase } from "../../../go/letter-case.ts";
import { hasDefaultPort, speaksHttp } from "../../config/written-settings.ts";

/** Routes that the listeners at hand do not lead to, and listeners that lead to none. */
export const unmatchedByListeners = {
  "host-port-missing": {
    severity: "error",
    scope: ["listeners", "table"],
    title: "A host without a port, while no HTTP listener has the default port",
    doc: "Clients that come directly send the listener's port in `Host`, and get 404.",
    fix: "Add the listener's port to the host, unless something in front of Fabio listens on the default port.",
    evidence: "seen-1.7.3",
    check: ofSettings(
      ({ listeners }, routing) => {
        const http = listeners.filter(speaksHttp);
        const [first] = http;
        if (first === undefined || http.some(hasDefaultPort)) return [];
        // Checks of Fabio's own job send the host that they say.
        const checked = new Set(routing.fabioTask?.checks.map((check) => lowerCase(check.host)));
        const given = new Set(
          routesOf(routing).map(({ service, host, path }) => `${service} ${host}${path}`),
        );
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
  },
  "tcp-no-listener": {
    severity: "error",
    scope: ["listeners", "table"],
    title: "A `:port` route with `proto=tcp` without a listener on that port",
    doc: "The route is listed, the port is closed, and nothing is logged.",
    fix: "Add a listener: `:PORT;proto=tcp`.",
    evidence: "seen-1.7.3",
    check: ofRoutesUnder(({ src, scheme }, settings) => {
      if (!isPortRoute(src) || scheme !== "tcp") return undefined;
      const isServed =
        hasListener(settings, "tcp-dynamic") ||
        settings.listeners.some((listener) => portOf(listener) === portOfHost(src));
      return isServed ? undefined : `No listener has the port ${src}`;
    }),
  },
  "listener-no-route": {
    severity: "error",
    scope: ["listeners", "table"],
    title: "A tcp listener without a route of its port",
    doc: "It accepts connections and closes them.",
    fix: "Add a route `:PORT proto=tcp`, or remove the listener.",
    evidence: "seen-1.7.3",
    check: ofSettings(
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
  },
  "tcp-port-on-http": {
    severity: "error",
    scope: ["listeners", "table"],
    title: "A `:port` route whose listener speaks HTTP",
    doc: "The listener looks up hosts, never ports: 404.",
    fix: "Make the listener `proto=tcp`, or give the route a host or path.",
    evidence: "seen-1.7.3",
    check: ofRoutesUnder(({ src }, { listeners }) => {
      const listener = isPortRoute(src)
        ? listeners.find((each) => portOf(each) === portOfHost(src))
        : undefined;
      return listener !== undefined && speaksHttp(listener)
        ? `The listener ${listener.address} speaks ${listener.protocol}`
        : undefined;
    }),
  },
  "tcp-ipport-static": {
    severity: "error",
    scope: ["listeners", "tag"],
    title: "An `ip:port` route for a plain tcp listener",
    doc: "Only tcp-dynamic looks at the address.",
    fix: "Write `:PORT`.",
    evidence: "seen-1.7.3",
    check: ofRoutesUnder(({ host, scheme }, settings) => {
      const port = portOfHost(host);
      const isStatic = settings.listeners.some((each) => each.protocol === "tcp" && portOf(each) === port);
      return isAddressAndPort(host) && scheme === "tcp" && isStatic && !hasListener(settings, "tcp-dynamic")
        ? `A tcp listener looks for :${port ?? ""}, not for ${host}`
        : undefined;
    }),
  },
  "tcp-dynamic-conflict": {
    severity: "error",
    scope: ["table"],
    title: "A target that is not tcp on the `host:port` of one that is, under tcp-dynamic",
    doc: "The listener of that port is closed, or never opened.",
    fix: "Give all targets of the port `proto=tcp`.",
    evidence: "seen-1.7.3",
    check: ofSettings(
      (settings, routing) => {
        if (!hasListener(settings, "tcp-dynamic")) return [];
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
  },
  "scheme-listener": {
    severity: "error",
    scope: ["table", "listeners"],
    title: "A tcp or grpc target that requests of an HTTP listener can reach",
    doc: "They are answered with 500: unsupported protocol scheme.",
    fix: "Give the target a host or port that HTTP clients do not use.",
    evidence: "seen-1.7.3",
    check: ofRoutesUnder(({ host, scheme, isRedirect }, { listeners }) => {
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
  },
} satisfies Readonly<Record<string, LintRow>>;

/** Whether the pattern takes the port that clients of the listener send. */
function takesPort(host: string, listener: Listener): boolean {
  if (!isHostGlob(host)) return false;
  const glob = compileGlob(host);
  return glob.kind === "glob" && glob.match(`${host.replace(/[*?]+/g, "a")}:${portOf(listener) ?? ""}`);
}
