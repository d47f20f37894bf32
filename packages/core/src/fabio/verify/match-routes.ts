import { fits, fitsMany } from "../../services/fits.ts";
import { optionsText, targetKind, type ServiceRoute } from "./service-route.ts";

/** A route that should be, and the live ones that are it. */
export interface MatchedRoute {
  readonly wanted: ServiceRoute;
  /** None where it is missing; several where a part of host or path is another one for each allocation or node. */
  readonly found: readonly ServiceRoute[];
}

/** Expected routes beside live ones, and the live ones that are none of them. */
export interface MatchedRoutes {
  readonly matched: readonly MatchedRoute[];
  readonly left: readonly ServiceRoute[];
}

/**
 * Finds the live routes of expected ones. Those that are known in full come first; one with a part that only a client fills in
 * gets what is left and fits it, the ones that have the least to choose from before the others.
 * @param isPerNode whether a service has an instance on each node, so that nobody knows how many there are
 */
export function matchRoutes(
  expected: readonly ServiceRoute[],
  actual: readonly ServiceRoute[],
  isPerNode: (service: string) => boolean,
): MatchedRoutes {
  const left = new Map(actual.map((route) => [keyOf(route), route]));
  const found = new Map<ServiceRoute, readonly ServiceRoute[]>();
  const patterns: ServiceRoute[] = [];
  for (const wanted of expected) {
    const exact = left.get(keyOf(wanted));
    if (exact !== undefined) {
      found.set(wanted, [exact]);
      left.delete(keyOf(wanted));
    } else if (isPattern(wanted)) patterns.push(wanted);
  }
  for (const [wanted, routes] of shareOut(patterns, [...left.values()], isPerNode)) {
    found.set(wanted, routes);
    for (const route of routes) left.delete(keyOf(route));
  }
  return {
    matched: expected.map((wanted) => ({ wanted, found: found.get(wanted) ?? [] })),
    left: [...left.values()],
  };
}

function shareOut(
  patterns: readonly ServiceRoute[],
  actual: readonly ServiceRoute[],
  isPerNode: (service: string) => boolean,
): ReadonlyMap<ServiceRoute, readonly ServiceRoute[]> {
  const candidates = patterns
    .map((wanted) => ({ wanted, routes: actual.filter((route) => isFitting(wanted, route)) }))
    .toSorted((a, b) => a.routes.length - b.routes.length);
  const rivals = new Map<ServiceRoute, number>();
  for (const { routes } of candidates)
    for (const route of routes) rivals.set(route, (rivals.get(route) ?? 0) + 1);
  const taken = new Set<ServiceRoute>();
  return new Map(
    candidates.map(({ wanted, routes }) => {
      const free = routes.filter((route) => !taken.has(route));
      const own = free.filter((route) => rivals.get(route) === 1);
      // Instances that fit another pattern, too, are taken while some are missing: those that look like it first.
      const shared = free
        .filter((route) => !own.includes(route))
        .toSorted((a, b) => Number(looksLike(wanted, b)) - Number(looksLike(wanted, a)));
      const chosen = [...own];
      const room = isPerNode(wanted.service) ? Infinity : wanted.targets.length;
      for (const route of shared) if (targetsOf(chosen) + route.targets.length <= room) chosen.push(route);
      for (const route of chosen) taken.add(route);
      return [wanted, chosen] as const;
    }),
  );
}

function isPattern({ host, path, service }: ServiceRoute): boolean {
  return fitsMany(host) || fitsMany(path) || fitsMany(service);
}

function isFitting(wanted: ServiceRoute, found: ServiceRoute): boolean {
  return (
    // Fabio has hosts in lower case, also the names of variables that a client will fill in.
    fits(wanted.service, found.service) && fits(wanted.host, found.host) && fits(wanted.path, found.path)
  );
}

function looksLike(wanted: ServiceRoute, found: ServiceRoute): boolean {
  const [one, other] = [wanted, found].map(({ targets: [target] }) =>
    target === undefined ? "" : `${targetKind(target)} ${optionsText(target.opts)} ${target.tags.join()}`,
  );
  return one !== undefined && other !== undefined && fits(one, other);
}

function targetsOf(routes: readonly ServiceRoute[]): number {
  return routes.reduce((sum, { targets }) => sum + targets.length, 0);
}

function keyOf({ host, path, service }: ServiceRoute): string {
  return JSON.stringify([host, path, service]);
}
