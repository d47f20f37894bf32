import { block, bool, int, string, type Named } from "./_define.ts";

const definition = block(
  "Port",
  {
    /** Label by which services and drivers name the port. */
    label: string("Label", { apiOnly: true }),
    /** The port on the host; Nomad picks one where none is given. */
    static: int("Value"),
    /** The port inside the allocation that the host's port leads to; -1 for the same number. */
    to: int("To", { since: "0.10.0" }),
    /** Name of the host's network to take the port in. */
    host_network: string("HostNetwork", { default: "default", filledInBy: ["server"], since: "0.12.0" }),
    /** Let another group's static port be the same, in the modes `host` and none. */
    ignore_collision: bool("IgnoreCollision", { default: false, since: "1.9.0" }),
  },
  { label: "Label", byValue: true, storedSparsely: true },
);

/** A port of a network. */
export const port: PortBlock = definition;

/** @see hashicorp/nomad api/resources.go Port (2.0.5) */
export interface PortBlock extends Named<typeof definition> {}
