import { fromBytes } from "../../go/bytes.ts";
import { compareBytes } from "../../go/byte-order.ts";
import { fixed } from "../../go/fixed.ts";
import { parseUrl } from "../../go/url.ts";
import type { Route, RouteTable } from "./route-table.ts";
import { ringOf } from "./weights.ts";

/**
 * The table as the tree that Fabio logs with `log.routes.format=detail`, each line with its end. Targets without a
 * slot are left out; the others are in the route's order, where Fabio's own order changes from time to time.
 * @see fabiolb/fabio route/table.go Dump (1.7.3)
 */
export function dumpTable(table: RouteTable): string {
  const hosts = Array.from(table.hosts.keys()).toSorted(compareBytes);
  const lines = hosts.flatMap((host, index) => {
    const routes = table.hosts.get(host) ?? [];
    const indent = index === hosts.length - 1 ? "    " : "|   ";
    return [
      `+-- host=${host}`,
      ...routes
        .flatMap((route, at) => routeLines(route, at === routes.length - 1))
        .map((line) => indent + line),
    ];
  });
  return lines.map((line) => `${line}\n`).join("");
}

function routeLines(route: Route, isLast: boolean): readonly string[] {
  const { slots, ring } = ringOf(route.targets);
  const shown = route.targets.flatMap((target, index) => {
    const count = slots[index] ?? 0;
    return count > 0 ? [{ address: hostOf(target.dst), count }] : [];
  });
  const targets = shown.map(({ address, count }, index) => {
    const branch = index === shown.length - 1 ? "+-- " : "|-- ";
    const share = fixed(count / ring.length, 2);
    return `${isLast ? "    " : "|    "}${branch}addr=${address} weight ${share} slots ${count}/${ring.length}`;
  });
  return [`${isLast ? "+-- " : "|-- "}path=${route.path}`, ...targets];
}

function hostOf(dst: string): string {
  const url = parseUrl(dst);
  return "error" in url ? "" : fromBytes(url.host);
}
