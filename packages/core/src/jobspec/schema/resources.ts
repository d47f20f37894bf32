import { block, int, labelled, list, one, oneOf, strings, type Named } from "./_define.ts";
import { device } from "./device.ts";
import { network, sidecarNetwork } from "./network.ts";

const numa = block(
  "NUMAResource",
  {
    /** Whether the cores have to be on one NUMA node (`prefer`, `require`: Nomad Enterprise). */
    affinity: oneOf("Affinity", ["none", "prefer", "require"], { default: "none" }),
    /** Requested devices that have to be on the same NUMA node as the cores. */
    devices: strings("Devices", { since: "1.9.0" }),
  },
  { byValue: true },
);

const amounts = {
  /** Share of the processor; at least 1, and not together with `cores`. */
  cpu: int("CPU", { default: "100; 0 with cores", unit: "MHz" }),
  /** Number of processor cores for this task alone. */
  cores: int("Cores", { default: 0, since: "1.1.0" }),
  /** Memory that is reserved; at least 10 MB. */
  memory: int("MemoryMB", { default: 300, unit: "MB" }),
  /** Memory that the task may use if the node has it; -1 for all there is. */
  memory_max: int("MemoryMaxMB", { default: "memory", unit: "MB", since: "1.1.0" }),
  /** Size of the directory for secrets, out of `memory`. */
  secrets: int("SecretsMB", { default: 1, unit: "MB", since: "1.8.3" }),
  /** Disk space of the task; no server reads it. */
  disk: int("DiskMB", { unit: "MB", deprecated: "ephemeral_disk of the group" }),
  /** Disk operations a second. */
  iops: int("IOPS", { deprecated: "nothing: disk operations are not scheduled", until: "0.8" }),
} as const;

const devices = {
  /** A device that the task needs. */
  device: labelled("Devices", device, { since: "0.9.0" }),
  /** How the task's cores relate to the machine's NUMA nodes. */
  numa: one("NUMA", numa, { since: "1.7.0" }),
} as const;

const resourcesDefinition = block("Resources", {
  ...amounts,
  ...devices,
  /** Ports of the task alone, as it was done before groups had networks. */
  network: list("Networks", network, { deprecated: "network of the group" }),
});

/** What a task may use of its node. */
export const resources: ResourcesBlock = resourcesDefinition;

/** @see hashicorp/nomad api/resources.go Resources (2.0.5) */
export interface ResourcesBlock extends Named<typeof resourcesDefinition> {}

const sidecarResourcesDefinition = block("Resources", {
  ...amounts,
  ...devices,
  /** Ports of the task alone. */
  network: list("Networks", sidecarNetwork, { deprecated: "network of the group" }),
});

/** What a sidecar task may use of its node. */
export const sidecarResources: SidecarResourcesBlock = sidecarResourcesDefinition;

/** @see hashicorp/nomad api/resources.go Resources (2.0.5) */
export interface SidecarResourcesBlock extends Named<typeof sidecarResourcesDefinition> {}
