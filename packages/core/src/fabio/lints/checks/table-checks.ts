import { compareBytes } from "../../../go/byte-order.ts";
import { orderHosts } from "../../match/host-order.ts";
import { normalizeHost } from "../../match/host.ts";
import { redirectTo } from "../../match/redirect.ts";
import { groupBy } from "../../../units/group-by.ts";
import type { Hit } from "../lint.ts";
import { isHostGlob } from "../route-kind.ts";
import type { LintedRoute } from "../linted-routing.ts";
import { globShadows, iprefixShadows, prefixesWithinWords, shadowedPaths, takesText } from "./path-pairs.ts";
import { hit, ofSettings, routeKey, routesOf, show, weightOf, type Check, type Need } from "./check.ts";

/** Checks of what routes do to each other. */
export const tableChecks = {
  "route-conflict": ofGroups((routes) => {
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
  "protocol-mix": ofGroups((routes) => {
    const [first] = routes;
    const other = routes.find((route) => kindOf(route) !== kindOf(first));
    return other === undefined
      ? []
      : hit(other.place, `${routeKey(other)} has ${kindOf(first)} targets and ${kindOf(other)} targets`);
  }),
  "duplicate-options": ofGroups((routes) =>
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
  "redirect-loop": {
    needs: ["routes"],
    run: (routing) =>
      routesOf(routing).flatMap((route) =>
        hit(
          route.place,
          loops(route, routesOf(routing)) ? `${routeKey(route)} is sent to itself` : undefined,
        ),
      ),
  },
  "prefix-segment": {
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
  "weight-per-instance": ofGroups(
    (routes) => {
      const sum = routes.reduce((total, route) => total + weightOf(route), 0);
      const heavy = routes.find(({ weight, instances }) => weight > 0 && instances > 1);
      const isStarving = sum >= 1 && routes.some(({ weight }) => !(weight > 0));
      return heavy === undefined || !isStarving
        ? []
        : hit(
            heavy.place,
            `${heavy.instances} instances with the weight ${heavy.weight} leave nothing for targets without a weight`,
          );
    },
    ["weights"],
  ),
  "weight-alone": ofGroups(
    (routes) => {
      const [first] = routes;
      const isKnown = routes.every(({ weight, isPerNode }) => weight > 0 && !isPerNode);
      const sum = routes.reduce((total, route) => total + weightOf(route), 0);
      return isKnown && sum !== Infinity && Math.abs(sum - 1) > 1e-9
        ? hit(first.place, `The weights of ${routeKey(first)} add up to ${sum} and are scaled to 1`)
        : [];
    },
    ["weights"],
  ),
  "glob-beats-exact": {
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
  "iprefix-shadow": ofSettings(
    ({ values }, routing) =>
      values["proxy.matcher"] !== "iprefix" ? [] : shadowedPaths(routesOf(routing), iprefixShadows),
    ["routes"],
  ),
  "glob-order-shadow": ofSettings(
    ({ values }, routing) =>
      values["proxy.matcher"] !== "glob" ? [] : shadowedPaths(routesOf(routing), globShadows),
    ["routes", "comparable-globs"],
  ),
  "glob-cache-small": ofSettings(
    ({ values }, routing) => {
      const hosts = new Set(routesOf(routing).map(({ host }) => host)).size;
      const size = values["glob.cache.size"];
      if (values["glob.matching.disabled"] || hosts <= size) return [];
      return hit({ setting: "glob.cache.size" }, `There are ${hosts} hosts and room for ${size}`);
    },
    ["routes"],
  ),
  "big-table": {
    needs: ["routes"],
    run: (routing) => {
      const hosts = groupBy(routesOf(routing), ({ host }) => host);
      const many = hosts.size > manyRoutes ? hit({}, `The table has ${hosts.size} hosts`) : [];
      const long = [...hosts].flatMap(([host, routes]) => {
        const paths = new Set(routes.map(({ path }) => path)).size;
        return hit(
          { route: host },
          paths > manyRoutes ? `The host ${show(host)} has ${paths} paths` : undefined,
        );
      });
      return [...many, ...long];
    },
  },
} satisfies Readonly<Record<string, Check>>;

const manyRoutes = 10_000;

/** A check of the routes that are one to Fabio. */
function ofGroups(
  find: (routes: readonly [LintedRoute, ...LintedRoute[]]) => readonly Hit[],
  more: readonly Need[] = [],
): Check {
  return {
    needs: ["routes", ...more],
    run: (routing) =>
      [...groupBy(routesOf(routing), routeKey).values()].flatMap(([first, ...rest]) =>
        first === undefined ? [] : find([first, ...rest]),
      ),
  };
}

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

/** Whether the request that a client makes when it follows the redirect ends at the same route. */
function loops(route: LintedRoute, routes: readonly LintedRoute[]): boolean {
  const [dst = ""] = route.dsts;
  if (!route.isRedirect || route.host.startsWith(":") || !/^https?:/i.test(dst)) return false;
  const host = route.host === "" ? "any.example" : route.host.replace(/\*+/g, "a");
  const { location, path } = redirectTo(
    { dst, opts: route.opts },
    { host: host.replace(/:80$/, ""), path: route.path },
  );
  const tls = /^https:/i.test(location);
  const target = normalizeHost(/^https?:\/\/([^/?#]*)/i.exec(location)?.[1] ?? "", tls);
  const candidates = routes.filter((other) => {
    const pattern = normalizeHost(other.host, tls);
    return (
      (pattern === "" || pattern === target || (isHostGlob(pattern) && takesText(pattern, target))) &&
      path.startsWith(other.path)
    );
  });
  const hosts = orderHosts([
    ...new Set(candidates.map((other) => other.host).filter((other) => other !== "")),
  ]);
  const best = hosts[0] ?? "";
  const [taken] = candidates
    .filter((other) => other.host === best)
    .toSorted((a, b) => compareBytes(b.path, a.path));
  return taken !== undefined && routeKey(taken) === routeKey(route);
}
