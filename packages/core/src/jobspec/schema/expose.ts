import { block, int, list, string, type Named } from "./_define.ts";

const exposePath = block(
  "ConsulExposePath",
  {
    /** HTTP path to expose. */
    path: string("Path"),
    /** Protocol of the path: `http` or `http2`. */
    protocol: string("Protocol", { default: "http" }),
    /** Port inside the allocation that answers. */
    local_path_port: int("LocalPathPort"),
    /** Label of the port that Envoy listens on. */
    listener_port: string("ListenerPort"),
  },
  { byValue: true },
);

const definition = block("ConsulExposeConfig", {
  /** A path to expose. */
  path: list("Paths", exposePath),
  /** An older name of `Paths` that requests may carry. */
  path_list: list("Path", exposePath, { apiOnly: true, deprecated: "Paths" }),
});

/** Paths of a service that Envoy serves without mutual TLS, for health checks and metrics. */
export const expose: ExposeBlock = definition;

/** @see hashicorp/nomad api/consul.go ConsulExposeConfig (2.0.5) */
export interface ExposeBlock extends Named<typeof definition> {}
