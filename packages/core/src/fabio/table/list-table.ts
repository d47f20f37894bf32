import { compareBytes } from "../../go/byte-order.ts";
import { fixed } from "../../go/fixed.ts";
import { quote } from "../../go/quote.ts";
import type { Route, RouteTable, Target } from "./route-table.ts";

/** A target as Fabio's admin API lists it. */
export interface ListedRoute {
  readonly service: string;
  readonly host: string;
  readonly path: string;
  readonly src: string;
  readonly dst: string;
  /** `name=value` with blanks between them; Fabio's own order changes from request to request. */
  readonly opts: string;
  readonly cmd: "route add";
  /** Absent when there are none. */
  readonly tags?: readonly string[];
  readonly weight: number;
  readonly rate1: number;
  readonly pct99: number;
}

/**
 * The table as route commands, a line each, in the order of `/api/routes?raw`: hosts in reverse order, those without
 * one last. Targets that get no requests are left out. `fixed` prints the weights that were asked for, `effective` the
 * shares that came out.
 * @see fabiolb/fabio route/table.go config (1.7.3)
 */
export function listTable(table: RouteTable, weights: "fixed" | "effective" = "fixed"): readonly string[] {
  const hosts = Array.from(table.hosts.keys()).toSorted((a, b) => compareBytes(b, a));
  return hosts.flatMap((host) =>
    (table.hosts.get(host) ?? []).flatMap((route) =>
      route.targets
        .filter((target) => !(target.weight <= 0))
        .map((target) => targetLine(route, target, weights)),
    ),
  );
}

/** One target as a route command: weights with four places, options sorted by name. */
export function targetLine(route: Route, target: Target, weights: "fixed" | "effective"): string {
  const { service, dst, tags, opts } = target;
  const words = ["route", "add", service, `${route.host}${route.path}`, dst];
  if (weights === "effective") words.push("weight", fixed(target.weight, 4));
  else if (target.fixedWeight > 0) words.push("weight", fixed(target.fixedWeight, 4));
  if (tags.length > 0) words.push("tags", quote(tags.join(",")));
  const names = Object.keys(opts).toSorted(compareBytes);
  // Quoted without escapes, unlike the tags.
  if (names.length > 0)
    words.push("opts", `"${names.map((name) => `${name}=${opts[name] ?? ""}`).join(" ")}"`);
  return words.join(" ");
}

/**
 * The table as `/api/routes` answers it: all targets, hosts in byte order with those without one first.
 * @see fabiolb/fabio admin/api/routes.go (1.7.3)
 */
export function tableToJson(table: RouteTable): readonly ListedRoute[] {
  const hosts = Array.from(table.hosts.keys()).toSorted(compareBytes);
  return hosts.flatMap((host) =>
    (table.hosts.get(host) ?? []).flatMap((route) =>
      route.targets.map(({ service, dst, opts, tags, weight }) => ({
        service,
        host: route.host,
        path: route.path,
        src: `${route.host}${route.path}`,
        dst,
        opts: Object.entries(opts)
          .map(([name, value]) => `${name}=${value}`)
          .join(" "),
        cmd: "route add" as const,
        ...(tags.length > 0 && { tags }),
        weight,
        rate1: 0,
        pct99: 0,
      })),
    ),
  );
}
