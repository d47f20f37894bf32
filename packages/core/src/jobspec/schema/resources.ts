import { block, int, labelled, list, one, oneOf, strings, type HubObject, type Named } from "./_define.ts";
import { fillIn, isAbsent } from "./_hub.ts";
import { device } from "./device.ts";
import { network, sidecarNetwork } from "./network.ts";

const numaDefinition = block(
  "NUMAResource",
  {
    /** Whether the cores have to be on one NUMA node (`prefer`, `require`: Nomad Enterprise). */
    affinity: oneOf("Affinity", ["none", "prefer", "require"], {
      default: "none",
      filledInBy: ["api", "server"],
    }),
    /** Requested devices that have to be on the same NUMA node as the cores. */
    devices: strings("Devices", { emptiedBy: "api", since: "1.9.0" }),
  },
  { byValue: true },
);

/** How the cores of a task are chosen with regard to NUMA nodes. */
export const numa: NumaBlock = numaDefinition;

/** @see hashicorp/nomad api/resources.go NUMAResource (2.0.5) */
export interface NumaBlock extends Named<typeof numaDefinition> {}

const amounts = {
  /** Share of the processor; at least 1, and not together with `cores`. */
  cpu: int("CPU", { default: 100, absent: "0 with cores", unit: "MHz" }),
  /** Number of processor cores for this task alone. */
  cores: int("Cores", { default: 0, since: "1.1.0" }),
  /** Memory that is reserved; at least 10 MB. */
  memory: int("MemoryMB", { default: 300, unit: "MB" }),
  /** Memory that the task may use if the node has it; -1 for all there is. */
  memory_max: int("MemoryMaxMB", { absent: "memory", unit: "MB", since: "1.1.0" }),
  /** Size of the directory for secrets, out of `memory`. */
  secrets: int("SecretsMB", { default: 1, filledInBy: [], unit: "MB", since: "1.8.3" }),
  /** Disk space of the task; no server reads it. */
  disk: int("DiskMB", { stored: "own", unit: "MB", deprecated: "ephemeral_disk of the group" }),
  /** Disk operations a second. */
  iops: int("IOPS", { deprecated: "nothing: disk operations are not scheduled", until: "0.8" }),
} as const;

const devices = {
  /** A device that the task needs. */
  device: labelled("Devices", device, { emptiedBy: "server", since: "0.9.0" }),
  /** How the task's cores relate to the machine's NUMA nodes. */
  numa: one("NUMA", numa, { since: "1.7.0" }),
} as const;

/** @see hashicorp/nomad api/resources.go Resources.Canonicalize (2.0.5) */
function canonicalizeResources(hub: HubObject): void {
  if (!isAbsent(hub["Cores"])) fillIn(hub, "CPU", 0);
}

const resourcesFields = {
  ...amounts,
  ...devices,
  /** Ports of the task alone, as it was done before groups had networks. */
  network: list("Networks", network, {
    emptiedBy: "server",
    olderWayOf: "network of the group",
  }),
} as const;

const resourcesDefinition = block("Resources", resourcesFields, { canonicalize: canonicalizeResources });

/** The resources of its node that a task may use. */
export const resources: ResourcesBlock = resourcesDefinition;

/** @see hashicorp/nomad api/resources.go Resources (2.0.5) */
export interface ResourcesBlock extends Named<typeof resourcesDefinition> {}

const sidecarResourcesFields = {
  ...amounts,
  ...devices,
  /** Ports of the task alone. */
  network: list("Networks", sidecarNetwork, {
    emptiedBy: "server",
    olderWayOf: "network of the group",
  }),
} as const;

const sidecarResourcesDefinition = block("Resources", sidecarResourcesFields, {
  canonicalize: canonicalizeResources,
});

/** The resources of its node that a sidecar task may use. */
export const sidecarResources: SidecarResourcesBlock = sidecarResourcesDefinition;

/** @see hashicorp/nomad api/resources.go Resources (2.0.5) */
export interface SidecarResourcesBlock extends Named<typeof sidecarResourcesDefinition> {}
