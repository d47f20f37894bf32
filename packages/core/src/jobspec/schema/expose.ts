import { block, int, list, string } from "./_define.ts";

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

/** Paths of a service that Envoy serves without mutual TLS, for health checks and metrics. */
export const expose = block("ConsulExposeConfig", {
  /** A path to expose. */
  path: list("Paths", exposePath),
  /** An older name of `Paths` that requests may carry. */
  path_list: list("Path", exposePath, { apiOnly: true, deprecated: "Paths" }),
});
