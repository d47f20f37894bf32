import type { LintRow } from "../lint-row.ts";
import { ofGroups, ofSettings, show, hit, ofRoutesUnder, routesOf, routeKey } from "../check.ts";
import { groupBy } from "../../../units/group-by.ts";
import { isHostGlob } from "../../routes/route-kind.ts";
import type { LintedRoute } from "../linted-route.ts";
import { orderHosts } from "../../match/host-order.ts";
import { globShadows, iprefixShadows, prefixesWithinWords, shadowedPaths, takesText } from "./path-pairs.ts";

/** Routes that take requests from each other. */
export const surprisingNeighbours = {
  "route-conflict": {
    severity: "warning",
    scope: ["table"],
    title: "Two services with the same host and path",
    doc: "They become one route whose requests are split, without a message. The case of the host and a missing `/` after it make no difference.",
    fix: "Give each service a host or path of its own.",
    evidence: "seen-1.7.3",
    check: ofGroups((routes) => {
      const others = routes.filter(({ isSidecar }) => !isSidecar);
      const [first] = others;
      return uniqueBy(others, ({ service }) => service)
        .filter(({ service }) => service !== first?.service)
        .map(({ place, service }) => ({
          place,
          message: `${show(service)} and ${show(first?.service ?? "")} share the route ${routeKey(others[0] ?? routes[0])}`,
          ...(place.job !== first?.place.job && { severity: "error" as const }),
        }));
    }),
  },
  "protocol-mix": {
    severity: "error",
    scope: ["table"],
    title: "HTTP and tcp or gRPC targets on the same host and path",
    doc: "All targets take part in each protocol: part of the requests and part of the connections fail.",
    fix: "Use different hosts or paths for different protocols.",
    evidence: "seen-1.7.3",
    check: ofGroups((routes) => {
      const [first] = routes;
      const other = routes.find((route) => kindOf(route) !== kindOf(first));
      return other === undefined
        ? []
        : hit(other.place, `${routeKey(other)} has ${kindOf(first)} targets and ${kindOf(other)} targets`);
    }),
  },
  "duplicate-options": {
    severity: "warning",
    scope: ["service"],
    title: "The same route twice with different options",
    doc: "Options do not tell targets apart: one of the tags is dropped without a message.",
    fix: "Keep one of the tags.",
    evidence: "seen-1.7.3",
    check: ofGroups((routes) =>
      routes.flatMap((route, index) => {
        const twin = routes.slice(0, index).find((other) => isSameTarget(route, other));
        return hit(
          route.place,
          twin === undefined || optionText(twin) === optionText(route)
            ? undefined
            : `${routeKey(route)} has the options ${show(optionText(twin))} and ${show(optionText(route))}`,
        );
      }),
    ),
  },
  "prefix-segment": {
    severity: "info",
    scope: ["table"],
    title: "A path that is the beginning of another service's path, in the middle of a word",
    doc: "A prefix may end in the middle of a word: requests for `/xyz` reach `/xy`, and without a route `/xy` they reach `/x`.",
    fix: "Put a slash after the path.",
    evidence: "seen-1.7.3",
    check: {
      needs: ["routes"],
      run: (routing) => {
        const matcher = routing.settings?.values["proxy.matcher"] ?? "prefix";
        if (matcher === "glob") return [];
        return prefixesWithinWords(
          routesOf(routing),
          (short, long) => `${short.path} is also the beginning of ${long.path} of ${show(long.service)}`,
        );
      },
    },
  },
  "glob-beats-exact": {
    severity: "warning",
    scope: ["table"],
    title: "A host with `{}`, `?` or `[]` that comes before a host that it matches",
    doc: "The pattern wins over the exact host.",
    fix: "Use `*`, which is tried after names, or write the hosts out.",
    evidence: "seen-1.7.3",
    check: {
      needs: ["routes"],
      run: (routing) => {
        if (routing.settings?.values["glob.matching.disabled"] === true) return [];
        const byHost = uniqueBy(routesOf(routing), ({ host }) => host);
        const exact = byHost.filter(({ host }) => host !== "" && !isHostGlob(host));
        return byHost
          .filter(({ host }) => /[{?[]/.test(host))
          .flatMap((route) => {
            const beaten = exact.find(
              ({ host }) => takesText(route.host, host) && orderHosts([host, route.host])[0] === route.host,
            );
            return hit(
              route.place,
              beaten === undefined ? undefined : `${route.host} is tried before ${beaten.host}`,
            );
          });
      },
    },
  },
  "glob-path-overlap": {
    severity: "info",
    scope: ["tag", "fabio"],
    title: "A path pattern whose parts around `*` can overlap",
    doc: "It matches shorter paths, too: `/a/*/b` matches `/a/b`.",
    fix: "Nothing to do, if that path has no other meaning.",
    evidence: "seen-1.7.3",
    check: ofRoutesUnder(({ path }, { values }) => {
      const [, start = "", end = ""] = /^([^*?[\]{}\\]+)\*([^*?[\]{}\\]+)$/.exec(path) ?? [];
      if (values["proxy.matcher"] !== "glob") return undefined;
      const shared = Array.from(end, (_, length) => end.slice(0, length + 1)).findLast((part) =>
        start.endsWith(part),
      );
      return shared === undefined ? undefined : `${path} matches ${start}${end.slice(shared.length)}, too`;
    }),
  },
  "iprefix-shadow": {
    severity: "warning",
    scope: ["table", "fabio"],
    title: "Paths that differ in case, with the matcher `iprefix`",
    doc: "Their order depends on case: the shorter path in lower case hides the longer one.",
    fix: "Write the paths of a host in the same case.",
    evidence: "seen-1.7.3",
    check: ofSettings(
      ({ values }, routing) =>
        values["proxy.matcher"] !== "iprefix" ? [] : shadowedPaths(routesOf(routing), iprefixShadows),
      ["routes"],
    ),
  },
  "glob-order-shadow": {
    severity: "warning",
    scope: ["table", "fabio"],
    title: "A path pattern that is tried before a more specific path that it matches",
    doc: "The first match wins.",
    fix: "Change the pattern so that it does not match the other path.",
    evidence: "read-in-code",
    check: ofSettings(
      ({ values }, routing) =>
        values["proxy.matcher"] !== "glob" ? [] : shadowedPaths(routesOf(routing), globShadows),
      ["routes", "comparable-globs"],
    ),
  },
} satisfies Readonly<Record<string, LintRow>>;

function uniqueBy(routes: readonly LintedRoute[], keyOf: (route: LintedRoute) => unknown): LintedRoute[] {
  return [...groupBy(routes, keyOf).values()].flatMap(([first]) => (first === undefined ? [] : [first]));
}

function kindOf({ scheme, isRedirect }: LintedRoute): "HTTP" | "tcp" | "gRPC" {
  if (isRedirect) return "HTTP";
  if (scheme === "tcp") return "tcp";
  return scheme === "grpc" || scheme === "grpcs" ? "gRPC" : "HTTP";
}

function isSameTarget(a: LintedRoute, b: LintedRoute): boolean {
  return (
    a.service === b.service &&
    a.weight === b.weight &&
    a.tags.join() === b.tags.join() &&
    a.dsts.some((dst) => b.dsts.includes(dst))
  );
}

function optionText({ opts }: LintedRoute): string {
  return Object.entries(opts)
    .map(([name, value]) => `${name}=${value}`)
    .toSorted()
    .join(" ");
}
