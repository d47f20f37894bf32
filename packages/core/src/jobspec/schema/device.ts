import { block, list, string, uint64, type Named } from "./_define.ts";
import { affinity } from "./affinity.ts";
import { constraint } from "./constraint.ts";

const definition = block(
  "RequestedDevice",
  {
    /** The kind of device: `<type>`, `<vendor>/<type>` or `<vendor>/<type>/<model>`. */
    name: string("Name", { apiOnly: true }),
    /** How many of them. */
    count: uint64("Count", { default: 1, byValue: false }),
    /** Conditions on the device's attributes. */
    constraint: list("Constraints", constraint, { emptiedBy: "server" }),
    /** Wishes about the device's attributes. */
    affinity: list("Affinities", affinity, { emptiedBy: "server" }),
  },
  { label: "Name", byValue: true },
);

/** A device that a task needs, such as a GPU: `<type>`, `<vendor>/<type>` or `<vendor>/<type>/<model>`. */
export const device: DeviceBlock = definition;

/** @see hashicorp/nomad api/resources.go RequestedDevice (2.0.5) */
export interface DeviceBlock extends Named<typeof definition> {}
