import {
  block,
  int,
  labelled,
  one,
  string,
  stringMap,
  strings,
  type HubObject,
  type Spelling,
  type Named,
} from "./_define.ts";
import { blocksOf } from "./_hub.ts";
import { port } from "./port.ts";

const dns = block("DNSConfig", {
  /** Name servers. */
  servers: strings("Servers"),
  /** Search domains. */
  searches: strings("Searches"),
  /** Options of the resolver, as in `resolv.conf`. */
  options: strings("Options"),
});

const cni = block("CNIConfig", {
  /** Arguments for the CNI plugins. */
  args: stringMap("Args"),
});

/** Whether Nomad's parser takes a port for a static one: the number on the host is above 0. */
function isStatic(hub: HubObject): boolean {
  const value = hub["Value"];
  return (typeof value === "number" || typeof value === "bigint") && value > 0;
}

/**
 * Puts ports with a number of their own into `ReservedPorts`. A network that has any `port` loses its `reserved_ports`
 * blocks in Nomad's parser; a spec keeps them.
 * @see hashicorp/nomad jobspec2/parse_job.go normalizeNetworkPorts (2.0.5)
 */
function readPorts(hub: HubObject, spelling: Spelling = "spec"): void {
  const ports = blocksOf(hub, "DynamicPorts");
  if (ports.length === 0) return;
  const fixed = [...(spelling === "spec" ? blocksOf(hub, "ReservedPorts") : []), ...ports.filter(isStatic)];
  const dynamic = ports.filter((item) => !isStatic(item));
  delete hub["ReservedPorts"];
  delete hub["DynamicPorts"];
  if (fixed.length > 0) hub["ReservedPorts"] = fixed;
  if (dynamic.length > 0) hub["DynamicPorts"] = dynamic;
}

/** Writes every port as `port`, unless reading it back would take it for one of the other kind. */
function writePorts(hub: Readonly<HubObject>): HubObject {
  const fixed = blocksOf(hub, "ReservedPorts");
  const dynamic = blocksOf(hub, "DynamicPorts");
  if (fixed.length === 0 || !fixed.every(isStatic)) return { ...hub };
  const { ReservedPorts: _, ...rest } = hub;
  return { ...rest, DynamicPorts: [...fixed, ...dynamic] };
}

const fields = {
  /** Kind of network: `host`, `bridge`, `none` or `cni/<name>`. */
  mode: string("Mode", {
    default: "host",
    filledInBy: [],
    since: "0.10.0",
  }),
  /** Host name of the allocation, in the modes `bridge` and `cni`. */
  hostname: string("Hostname", { since: "1.1.5" }),
  /** Bandwidth that the task takes. */
  mbits: int("MBits", { unit: "Mbit/s", deprecated: "nothing: bandwidth is not scheduled", byValue: false }),
  /** Network device of the host; no server reads it. */
  device: string("Device", { stored: "own", deprecated: "host_network of a port" }),
  /** Addresses of the network; Nomad sets it. */
  cidr: string("CIDR"),
  /** Address of the allocation; Nomad sets it. */
  ip: string("IP"),
  /** Resolver of the allocation. */
  dns: one("DNS", dns, { since: "0.12.0" }),
  /** Settings for CNI plugins. */
  cni: one("CNI", cni, { since: "1.8.2" }),
  /** A port, with its label. */
  port: labelled("DynamicPorts", port, { emptiedBy: "server", nullItem: "empty" }),
  /** A static port, as the API keeps it. */
  reserved_ports: labelled("ReservedPorts", port, {
    emptiedBy: "server",
    nullItem: "empty",
    olderWayOf: "port with static",
  }),
} as const;

/** @see hashicorp/nomad jobspec2/parse_job.go normalizeNetworkPorts (2.0.5) */
function lostOfNetwork(hub: Readonly<HubObject>): Readonly<Record<string, string>> {
  return blocksOf(hub, "DynamicPorts").length > 0
    ? { reserved_ports: "Beside port, write it as a port, too: port with static." }
    : {};
}

const networkDefinition = block("NetworkResource", fields, {
  byValue: true,
  lostInHcl: lostOfNetwork,
  storedSparsely: true,
  afterRead: readPorts,
  beforeWrite: writePorts,
});

/** The network of a group or, in the old way, of a task: its mode and its ports. */
export const network: NetworkBlock = networkDefinition;

/** @see hashicorp/nomad api/resources.go NetworkResource (2.0.5) */
export interface NetworkBlock extends Named<typeof networkDefinition> {}

const sidecarNetworkDefinition = block("NetworkResource", fields, {
  byValue: true,
  storedSparsely: true,
});

/** The network of a sidecar task, whose ports Nomad's parser leaves as they are. */
export const sidecarNetwork: SidecarNetworkBlock = sidecarNetworkDefinition;

/** @see hashicorp/nomad api/resources.go NetworkResource (2.0.5) */
export interface SidecarNetworkBlock extends Named<typeof sidecarNetworkDefinition> {}
