import type { ApiJob } from "../../jobspec/api-job.ts";
import { isRecord } from "../../jobspec/key-path.ts";
import { hostOf } from "../../units/host-port.ts";
import { portOf } from "../config/listener.ts";
import { loadConfig } from "../config/load-config.ts";
import type { FabioConfig } from "../config/fabio-config.ts";
import { interpolate } from "../../services/allocation-env.ts";
import { findFabioTask, type FabioTask } from "../jobs/fabio-task.ts";
import type { AllocatedNetwork, AllocatedPort, FabioAllocation, FabioNode } from "./fabio-allocation.ts";
import { adminAddress, isLoopback, type FoundFabio } from "./found-fabio.ts";

type HostPort = AllocatedPort & { readonly HostIP: string };
type Task = NonNullable<NonNullable<ApiJob["TaskGroups"]>[number]["Tasks"]>[number];

/**
 * The admin APIs of the Fabios that these allocations run, in their order; allocations without a Fabio have none. The
 * address is that of the port that was allocated for `ui.addr`, or else `ui.addr` on the node; the scheme is https where
 * it has a certificate source; `ui.path` is behind it.
 * @param nodes those of the allocations, as far as they are known
 */
export function fabiosOfAllocations(
  allocations: readonly FabioAllocation[],
  nodes: readonly FabioNode[],
): readonly FoundFabio[] {
  const byId = new Map(nodes.map((node) => [node.ID, node]));
  return allocations.flatMap((allocation) => {
    const found = findIn(allocation);
    if (found === undefined) return [];
    const node = byId.get(allocation.NodeID);
    return { name: `allocation ${allocation.ID.slice(0, 8)}`, ...locate(found, node) };
  });
}

/** A Fabio in an allocation. */
interface FabioInAllocation {
  readonly fabio: FabioTask;
  /** All ports of the allocation, with the addresses that they are on. */
  readonly ports: readonly HostPort[];
  /** The address that the allocation was given. */
  readonly ip: string | undefined;
  /** Whether it has a network of its own, in which only mapped ports are reached from outside. */
  readonly isApart: boolean;
}

function findIn(allocation: FabioAllocation): FabioInAllocation | undefined {
  const { Job: job, TaskGroup, AllocatedResources: resources, TaskResources } = allocation;
  const group = job?.TaskGroups?.find(({ Name }) => Name === TaskGroup);
  if (job === undefined || group === undefined) return undefined;
  const shared = resources?.Shared?.Networks ?? [];
  const networksOf = ({ Name }: Task): readonly AllocatedNetwork[] =>
    (resources?.Tasks[Name ?? ""] ?? TaskResources[Name ?? ""])?.Networks ?? [];
  // With the ports that were allocated in place of those that were asked for, so that its variables are known.
  const Tasks = (group.Tasks ?? []).map((task) => ({
    ...task,
    Resources: { ...task.Resources, Networks: networksOf(task).map((network) => withPorts(network, task)) },
  }));
  const Networks = shared.map((network) => withPorts(network));
  const fabio = findFabioTask([{ ...job, TaskGroups: [{ ...group, Networks, Tasks }] }]);
  const task = Tasks[Number(fabio?.keys[3])];
  if (fabio === undefined || task === undefined) return undefined;
  const networks = [...shared, ...networksOf(task)];
  const ports = [
    ...(resources?.Shared?.Ports ?? []),
    ...networks.flatMap(({ IP, ReservedPorts, DynamicPorts }) =>
      [...ReservedPorts, ...DynamicPorts].map((port) => ({ ...port, HostIP: IP })),
    ),
  ];
  const isContainer = task.Driver === "docker" || task.Driver === "podman";
  return {
    fabio,
    ports: ports.map((port) => mapped(port, task)),
    ip: networks.find(({ IP }) => IP !== "")?.IP,
    isApart:
      /^(?:bridge|cni\/)/.test(group.Networks?.[0]?.Mode ?? "") ||
      (isContainer && configOf(task)["network_mode"] !== "host"),
  };
}

function withPorts({ ReservedPorts, DynamicPorts }: AllocatedNetwork, task?: Task) {
  const ofTask = (port: AllocatedPort): AllocatedPort => (task === undefined ? port : mapped(port, task));
  return { ReservedPorts: ReservedPorts.map(ofTask), DynamicPorts: DynamicPorts.map(ofTask) };
}

/** A port with the number inside the container that the docker driver's `port_map` gives it, if any. */
function mapped<T extends AllocatedPort>(port: T, task: Task): T {
  const [portMap] = [configOf(task)["port_map"]].flat();
  const inside = isRecord(portMap) ? portMap[port.Label] : undefined;
  return inside === undefined ? port : { ...port, To: Number(inside) };
}

function configOf({ Config }: Task): Readonly<Record<string, unknown>> {
  return isRecord(Config) ? Config : {};
}

/** The address of one Fabio, or why there is none. */
function locate(
  found: FabioInAllocation,
  node: FabioNode | undefined,
): { readonly address: string } | { readonly reason: string } {
  const { fabio, ports, isApart } = found;
  const config = settingsOf(found, node);
  if (config === undefined) return { reason: "its settings cannot be read from its job" };
  const { ui } = config;
  const inside = ui === undefined ? undefined : portOf(ui);
  if (ui === undefined || inside === undefined)
    return { reason: "it has no admin API: ui.addr names no port" };
  const scheme = ui.certificateSource === undefined ? "http" : "https";
  const path = config.values["ui.path"];
  const bound = hostOf(ui.address);
  const nodeIp = found.ip ?? addressOf(node);
  if (isLoopback(bound) && (isApart || nodeIp === undefined || !isLoopback(nodeIp))) {
    return { reason: `its ui.addr is ${ui.address}, which can be reached from its own machine only` };
  }
  const port = ports.find(({ To, Value }) => (To > 0 ? To : Value) === inside);
  if (port === undefined && isApart) {
    return { reason: `port ${inside} of its ui.addr is not one of the ports of job "${fabio.job}"` };
  }
  const isAnywhere = isApart || bound === "" || bound === "0.0.0.0" || bound === "::" || bound.includes("{{");
  const given = port === undefined || /^(?:0\.0\.0\.0|::|)$/.test(port.HostIP) ? nodeIp : port.HostIP;
  const host = isAnywhere ? given : bound;
  if (host === undefined) return { reason: "the address of its node is not known" };
  return { address: adminAddress(scheme, { host, port: port?.Value ?? inside, path }) };
}

/** The settings that Fabio has read, with the variables filled in that only the client knows. */
function settingsOf(
  { fabio, ports }: FabioInAllocation,
  node: FabioNode | undefined,
): FabioConfig | undefined {
  const known = new Map(
    Object.entries(node?.Attributes ?? {}).map(([name, value]) => [`attr.${name}`, value]),
  );
  for (const { Label, HostIP, Value } of ports) {
    for (const name of ["NOMAD_IP_", "NOMAD_HOST_IP_"]) known.set(`${name}${Label}`, HostIP);
    for (const name of ["NOMAD_ADDR_", "NOMAD_HOST_ADDR_"])
      known.set(`${name}${Label}`, `${HostIP}:${Value}`);
  }
  const filled = (text: string): string => interpolate(text, known).text;
  return loadConfig({
    args: fabio.args.map(filled),
    environ: Object.fromEntries(Object.entries(fabio.environ).map(([name, text]) => [name, filled(text)])),
    ...(fabio.properties !== undefined && { properties: fabio.properties }),
  }).config;
}

function addressOf(node: FabioNode | undefined): string | undefined {
  if (node === undefined) return undefined;
  return node.Attributes["unique.network.ip-address"] || /^\[?(.*?)\]?:\d+$/.exec(node.HTTPAddr)?.[1];
}
