import type { SourceRange } from "@nomadx/core";
import { routesInOrder, targetName, type Route, type RouteTable, type Target } from "@nomadx/core/fabio";

import type { LoadedJobRoutes } from "./job-routes.ts";

/** A target as the commands show it, also with `--json`. */
export interface ShownTarget {
  readonly service: string;
  /** As Fabio has it; from job files, with a placeholder for the address. */
  readonly dst: string;
  /** The instance that the placeholder stands for: `web.web[0]:http`. */
  readonly instance?: string;
  /** Percent of the route's requests. */
  readonly share: number;
  /** The weight that was asked for, 0 for none; a running Fabio does not tell it. */
  readonly fixedWeight: number;
  readonly opts: Readonly<Record<string, string>>;
  readonly tags: readonly string[];
  readonly job?: string;
  readonly source?: SourceRange;
}

/** A route as the commands show it. */
export interface ShownRoute {
  readonly host: string;
  readonly path: string;
  readonly targets: readonly ShownTarget[];
}

/** All routes, as Fabio tries them. */
export function shownRoutes(table: RouteTable, jobs?: LoadedJobRoutes): readonly ShownRoute[] {
  return routesInOrder(table).map((route) => shownRoute(route, jobs));
}

/** One route. */
function shownRoute(route: Route, jobs?: LoadedJobRoutes): ShownRoute {
  const { host, path, targets } = route;
  return { host, path, targets: targets.map((target) => shownTarget(route, target, jobs)) };
}

/** One target of a route, with the tag that it comes from. */
export function shownTarget(route: Route, target: Target, jobs: LoadedJobRoutes | undefined): ShownTarget {
  const { service, dst, weight, fixedWeight, opts, tags } = target;
  const origin = jobs?.routes.originOf(route, target);
  const source = origin === undefined ? undefined : jobs?.sourceOf(origin);
  const instance = jobs === undefined ? undefined : targetName(jobs.routes, dst);
  return {
    service,
    dst,
    ...(instance !== undefined && instance !== dst && { instance }),
    share: rounded(route.targets.length === 1 ? 100 : weight * 100),
    fixedWeight,
    opts,
    tags,
    ...(origin !== undefined && { job: origin.instance.service.job }),
    ...(source !== undefined && { source }),
  };
}

function rounded(share: number): number {
  return Math.round(share * 10_000) / 10_000;
}
