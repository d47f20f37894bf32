import type { FabioConfig } from "../../config/fabio-config.ts";
import type { FabioJobOptions } from "./job-options.ts";
import type { JobPorts, ReservedPort } from "./ports.ts";

// Every node has a route of its own, so that a request through one Fabio tells about that Fabio only.
const CANARY_HOST = "${node.unique.id}.fabio-canary";

const timing = { interval: "10s", timeout: "2s" } as const;

/**
 * The services whose checks say whether Fabio works; `/health` does not, and neither do Fabio's own checks: they pass
 * as long as the process runs, without a route table and without an open port.
 *
 * `fabio-canary` is Fabio's own `/health` with a route tag. `fabio-proxy` asks for it through the proxy port, which
 * works only with a table that Fabio has loaded since it started. What it cannot notice is a table that stops to
 * change later on: then the old routes stay, this one among them. No check restarts Fabio: it would start without any
 * table, where it still has the last good one.
 */
export function healthServices(ports: JobPorts, config: FabioConfig, wish: FabioJobOptions["health"]) {
  const first = ports.proxy.find(isReachable);
  // Other back ends read no tags.
  const canary = config.values["registry.backend"] === "consul" ? canaryPort(ports) : undefined;
  const health = wish ?? (canary === undefined ? "port" : "route");
  if (health === "none" || first === undefined) return [];
  if (health === "route" && canary !== undefined)
    return [canaryService(canary.ui, config), proxyService(canary.http)];
  const check = { name: "listener is open", type: "tcp", ...timing } as const;
  return [{ name: "fabio-proxy", port: first.label, check }];
}

function canaryPort({
  proxy,
  ui,
}: JobPorts): { readonly http: ReservedPort; readonly ui: ReservedPort } | undefined {
  const http = proxy.filter(isReachable).find(({ listener }) => /^https?$/.test(listener.protocol));
  return http === undefined || ui === undefined || !isReachable(ui) ? undefined : { http, ui };
}

/** Consul checks under the address of the node. */
function isReachable({ listener }: ReservedPort): boolean {
  return !/^(?:localhost|127\.|\[::1\])/.test(listener.address);
}

function canaryService(ui: ReservedPort, { values }: FabioConfig) {
  const tls = ui.listener.protocol === "https";
  const route = `${values["registry.consul.tagprefix"]}${CANARY_HOST}/health`;
  return {
    name: "fabio-canary",
    port: ui.label,
    // Only this path is routed: the rest of the admin API must not be reachable through the proxy.
    tags: [tls ? `${route} proto=https tlsskipverify=true` : route],
    check: { name: "process runs", type: "http", path: "/health", ...timing, ...(tls && overTls) },
  } as const;
}

function proxyService({ label, listener }: ReservedPort) {
  return {
    name: "fabio-proxy",
    port: label,
    check: {
      name: "route through Fabio",
      type: "http",
      path: "/health",
      header: { Host: [CANARY_HOST] },
      ...timing,
      ...(listener.protocol === "https" && overTls),
    },
  } as const;
}

const overTls = { protocol: "https", tls_skip_verify: true } as const;
