import { block, body, int, list, one, string, type Named } from "./_define.ts";
import { isAbsent } from "./_hub.ts";
import { expose } from "./expose.ts";
import { transparentProxy } from "./transparent-proxy.ts";
import { upstreams } from "./upstreams.ts";

const definition = block(
  "ConsulProxy",
  {
    /** Address at which the proxy finds the service. */
    local_service_address: string("LocalServiceAddress", { default: "127.0.0.1", filledInBy: [] }),
    /** Port at which the proxy finds the service. */
    local_service_port: int("LocalServicePort", { absent: "the service's port" }),
    /** A service of the mesh that the proxy makes reachable locally. */
    upstreams: list("Upstreams", upstreams, { emptiedBy: "api" }),
    /** Paths that are served without mutual TLS. */
    expose: one("Expose", expose, { since: "0.11.0" }),
    /** Send all traffic of the allocation through the proxy. */
    transparent_proxy: one("TransparentProxy", transparentProxy, { since: "1.8.0" }),
    /** Settings of the proxy, as Consul takes them. */
    config: body("Config", { emptiedBy: "api" }),
    /** An older name of `Expose` that requests may carry. */
    expose_config: one("ExposeConfig", expose, {
      asWritten: true,
      stored: "never",
      apiOnly: true,
      deprecated: "Expose",
    }),
  },
  {
    byValue: true,
    /** @see hashicorp/nomad command/agent/job_endpoint.go apiConnectSidecarServiceProxyToStructs (2.0.5) */
    store: (hub) => {
      if (!isAbsent(hub["ExposeConfig"])) hub["Expose"] = hub["ExposeConfig"];
    },
  },
);

/** The sidecar proxy of a service. */
export const proxy: ProxyBlock = definition;

/** @see hashicorp/nomad api/consul.go ConsulProxy (2.0.5) */
export interface ProxyBlock extends Named<typeof definition> {}
