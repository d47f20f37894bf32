import { parseUrl } from "../../go/url.ts";
import type { RouteTable } from "../table/route-table.ts";

/**
 * The ports on which a `tcp-dynamic` listener listens, on all interfaces: those of all hosts with a port whose targets
 * are all `tcp://`.
 * @see fabiolb/fabio main.go startServers (1.7.3)
 */
export function dynamicPorts(table: RouteTable): ReadonlySet<number> {
  const ports = new Set<number>();
  for (const [host, routes] of table.hosts) {
    const port = host.split(":")[1];
    if (port === undefined || !/^[0-9]+$/.test(port)) continue;
    const isTcp = routes.every(({ targets }) => targets.every(({ dst }) => schemeOf(dst) === "tcp"));
    if (isTcp) ports.add(Number(port));
  }
  return ports;
}

function schemeOf(dst: string): string {
  const url = parseUrl(dst);
  return "error" in url ? "" : url.scheme;
}
