import { block, string } from "./_define.ts";

/** Which Consul a group or task talks to. */
export const consul = block(
  "Consul",
  {
    /** Consul namespace (Consul Enterprise). */
    namespace: string("Namespace"),
    /** Name of the Consul cluster in the agents' configuration (Nomad Enterprise). */
    cluster: string("Cluster", { default: "default", since: "1.7.0" }),
    /** Consul admin partition (Consul Enterprise); the node has to be in it. */
    partition: string("Partition", { since: "1.7.3" }),
  },
  { byValue: true },
);
