import { compareBytes } from "../../go/byte-order.ts";
import { shareOf } from "../match/target-answer.ts";
import type { RouteTable, Target } from "../table/route-table.ts";

/** The part of one route that belongs to one service. */
export interface ServiceRoute {
  readonly host: string;
  readonly path: string;
  readonly service: string;
  readonly targets: readonly Target[];
  /** Percent of the route's requests. */
  readonly share: number;
}

/** The table by route and service: hosts in no order, their routes as Fabio tries them, services as they come. */
export function serviceRoutes(table: RouteTable): readonly ServiceRoute[] {
  return [...table.hosts.values()].flat().flatMap((route) =>
    [...new Set(route.targets.map(({ service }) => service))].map((service) => {
      const targets = route.targets.filter((target) => target.service === service);
      const share = targets.reduce((sum, target) => sum + shareOf(route, target), 0);
      return { host: route.host, path: route.path, service, targets, share };
    }),
  );
}

/** Options as Fabio's `?raw` shows them: sorted by name, since Fabio keeps no order. */
export function optionsText(opts: Target["opts"]): string {
  return Object.entries(opts)
    .toSorted(([a], [b]) => compareBytes(a, b))
    .map(([name, value]) => (value === "" ? name : `${name}=${value}`))
    .join(" ");
}

/**
 * Returns the part of a target that is known before it runs: `https` for `https://10.0.0.1:443`, all of it for a
 * redirect.
 */
export function targetKind({ dst, opts }: Target): string {
  return opts["redirect"] === undefined ? (/^[^:/]*/.exec(dst)?.[0] ?? "") : dst;
}
