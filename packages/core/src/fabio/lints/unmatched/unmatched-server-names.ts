import type { LintRow } from "../lint-row.ts";
import { hasListener, show, type Check, ofRoutesUnder, routesOf } from "../check.ts";
import { portOfHost } from "../../../units/host-port.ts";
import { isHostGlob, routeKind } from "../../routes/route-kind.ts";
import type { LintedRoute } from "../linted-route.ts";

/** Routes by TLS server name that no connection comes to. */
export const unmatchedServerNames = {
  "sni-glob": {
    severity: "error",
    scope: ["tag", "listeners"],
    title: "A pattern as host of a route by TLS server name",
    doc: "Server names are compared as they are: the connection is dropped; with https+tcp+sni the answer is 500.",
    fix: "Write each server name out.",
    evidence: "seen-1.7.3",
    check: ofSniRoutes(({ host }) =>
      isHostGlob(host) ? `Server names are not compared with patterns such as ${show(host)}` : undefined,
    ),
  },
  "sni-path": {
    severity: "error",
    scope: ["tag", "listeners"],
    title: "A path in a route by TLS server name",
    doc: "The path is not known yet at that time: no route.",
    fix: "Write `host/`.",
    evidence: "seen-1.7.3",
    check: ofSniRoutes(({ path }) =>
      path === "/" ? undefined : `There is no path in a TLS connection: ${show(path)}`,
    ),
  },
  "sni-port": {
    severity: "error",
    scope: ["tag", "listeners"],
    title: "A port in a route by TLS server name",
    doc: "The server name has no port: no route.",
    fix: "Write `host/`.",
    evidence: "seen-1.7.3",
    check: ofSniRoutes(({ host }) =>
      portOfHost(host) === undefined ? undefined : `There is no port in a server name: ${show(host)}`,
    ),
  },
  "sni-shadows-paths": {
    severity: "error",
    scope: ["table", "listeners"],
    title: "A host passed through by server name that has path routes, too",
    doc: "With https+tcp+sni the connection is passed on before there is a path: the other routes are never reached.",
    fix: "Use different hosts.",
    evidence: "seen-1.7.3",
    check: ofRoutesUnder((route, settings, routing) => {
      if (!hasListener(settings, "https+tcp+sni") || route.path === "/" || isServerNameRoute(route))
        return undefined;
      const passed = routesOf(routing).some(
        (other) =>
          other.host === route.host &&
          other.path === "/" &&
          other.scheme === "tcp" &&
          isServerNameRoute(other),
      );
      return passed ? `All connections for ${route.host} are passed on by server name` : undefined;
    }),
  },
  "sni-protosni-mixed": {
    severity: "error",
    scope: ["tag", "listeners"],
    title: "`proto=tcp+sni` with an https+tcp+sni listener",
    doc: "TLS ends at Fabio, which talks plain HTTP to the service: 502.",
    fix: "Write `proto=tcp`.",
    evidence: "seen-1.7.3",
    check: ofRoutesUnder(({ opts }, settings) =>
      opts["proto"] === "tcp+sni" &&
      hasListener(settings, "https+tcp+sni") &&
      !hasListener(settings, "tcp+sni")
        ? "https+tcp+sni passes on proto=tcp only"
        : undefined,
    ),
  },
} satisfies Readonly<Record<string, LintRow>>;

/** A check of routes by server name, where a listener looks for such. */
function ofSniRoutes(find: (route: LintedRoute) => string | undefined): Check {
  return ofRoutesUnder((route, settings) => {
    const isPassed =
      isServerNameRoute(route) &&
      (hasListener(settings, "tcp+sni") ||
        (hasListener(settings, "https+tcp+sni") && route.scheme === "tcp"));
    return isPassed ? find(route) : undefined;
  });
}

function isServerNameRoute({ host, scheme, opts }: LintedRoute): boolean {
  return host !== "" && routeKind(host, { scheme, opts }) === "server-name";
}
