import { block, int, list, string, type Named } from "./_define.ts";
import { isEmpty } from "./_hub.ts";

const exposePath = block(
  "ConsulExposePath",
  {
    /** HTTP path to expose. */
    path: string("Path"),
    /** Protocol of the path: `http` or `http2`. */
    protocol: string("Protocol", { default: "http", filledInBy: [] }),
    /** Port inside the allocation that answers. */
    local_path_port: int("LocalPathPort"),
    /** Label of the port that Envoy listens on. */
    listener_port: string("ListenerPort"),
  },
  { byValue: true },
);

const fields = {
  /** A path to expose. */
  path: list("Paths", exposePath, { emptiedBy: "api" }),
  /** An older name of `Paths` that requests may carry. */
  path_list: list("Path", exposePath, {
    emptiedBy: "api",
    stored: "never",
    apiOnly: true,
    deprecated: "Paths",
  }),
} as const;

const definition = block("ConsulExposeConfig", fields, {
  /** @see hashicorp/nomad command/agent/job_endpoint.go apiConsulExposeConfigToStructs (2.0.5) */
  store: (hub) => {
    hub["Paths"] = hub["Path"] ?? hub["Paths"];
    if (isEmpty(hub["Paths"])) delete hub["Paths"];
  },
});

/** Paths of a service that Envoy serves without mutual TLS, for health checks and metrics. */
export const expose: ExposeBlock = definition;

/** @see hashicorp/nomad api/consul.go ConsulExposeConfig (2.0.5) */
export interface ExposeBlock extends Named<typeof definition> {}
