import type { Route, RouteTable } from "../table/route-table.ts";
import { orderHosts } from "./host-order.ts";

/**
 * All routes of a table: hosts in the order in which Fabio tries those that match a request, those without one last, and
 * the routes of each as it tries them. So of the routes that match a request, the first one gets it.
 */
export function routesInOrder({ hosts }: RouteTable): readonly Route[] {
  const names = [...hosts.keys()];
  // One at a time beside a name that survives being put in order: so no host gets lost.
  const ordered = new Map(
    names.map((host) => [orderHosts([host, "a"]).find((name) => name !== "a") ?? host, host]),
  );
  const tried = orderHosts([...ordered.keys()]).flatMap((name) => ordered.get(name) ?? []);
  return [...new Set([...tried, ...names])]
    .filter((host) => host !== "")
    .concat("")
    .flatMap((host) => hosts.get(host) ?? []);
}
