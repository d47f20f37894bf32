import { block, string, type Named } from "./_define.ts";

const definition = block(
  "Consul",
  {
    /** Consul namespace (Consul Enterprise). */
    namespace: string("Namespace"),
    /** Name of the Consul cluster in the agents' configuration (Nomad Enterprise). */
    cluster: string("Cluster", { default: "default", filledInBy: ["api", "server"], since: "1.7.0" }),
    /** Consul admin partition (Consul Enterprise); the node has to be in it. */
    partition: string("Partition", { since: "1.7.3" }),
  },
  { byValue: true },
);

/** Which Consul a group or task talks to. */
export const consul: ConsulBlock = definition;

/** @see hashicorp/nomad api/consul.go Consul (2.0.5) */
export interface ConsulBlock extends Named<typeof definition> {}
