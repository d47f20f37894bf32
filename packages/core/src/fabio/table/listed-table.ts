import type { Route, RouteTable, Target } from "./route-table.ts";

/** A target as a running Fabio lists it. */
export type ListedTarget = Pick<Route, "host" | "path"> & Omit<Target, "fixedWeight">;

/**
 * The table that a Fabio lists at `/api/routes`. The order of routes and targets is Fabio's; fixed weights are 0, since
 * they are not listed. An option without a value cannot be told from one with an empty value.
 */
export function tableOfListing(listing: readonly ListedTarget[]): RouteTable {
  const hosts = new Map<string, Map<string, Route>>();
  for (const { service, host, path, dst, opts, tags, weight } of listing) {
    const routes = hosts.get(host) ?? new Map<string, Route>();
    const target = { service, dst, tags, opts, fixedWeight: 0, weight };
    const others = routes.get(path)?.targets ?? [];
    hosts.set(host, routes.set(path, { host, path, targets: [...others, target] }));
  }
  return { hosts: new Map(Array.from(hosts, ([host, routes]) => [host, [...routes.values()]])) };
}
