import type { AllocationMetric } from "../../answers/allocation-metric.ts";
import type { ApiJob } from "../../jobspec/api-job.ts";
import { placeOfJob } from "../../jobspec/job-place.ts";
import { blockOf, blocksOf, textOf } from "../../jobspec/schema/_hub.ts";
import { groupBy } from "../../units/group-by.ts";
import type { Stored } from "../diff/part.ts";
import type { PreviewAllocation, PreviewNode } from "./cluster.ts";
import { reasonToFilter, type Candidates } from "./feasibility.ts";

/** The amounts that an allocation takes of its node. */
interface Demand {
  readonly cpu: number;
  readonly memory: number;
  readonly disk: number;
  readonly ports: readonly { readonly label: string; readonly value: number; readonly network: string }[];
}

/** The amounts that are taken on each node, while a job is being placed. */
export class Usage {
  readonly #taken = new Map<
    string,
    { cpu: number; memory: number; disk: number; ports: number[]; groups: string[] }
  >();

  /** @param own what an allocation of a group of the job takes, as it runs now */
  constructor(
    allocations: readonly PreviewAllocation[],
    job: ApiJob,
    own: (group: string) => Stored | undefined,
  ) {
    for (const allocation of allocations) {
      if (isTerminal(allocation)) continue;
      const { NodeID: node, TaskGroup: group, Used: used } = allocation;
      if (isOf(allocation, job)) {
        const running = own(group);
        if (running !== undefined) this.take(node, group, running);
      } else if (used !== undefined) {
        const taken = this.#on(node);
        taken.cpu += used.CPU;
        taken.memory += used.MemoryMB;
        taken.disk += used.DiskMB ?? 0;
        taken.ports.push(...(used.Ports ?? []));
      }
    }
  }

  take(node: string, name: string, group: Stored): void {
    const { cpu, memory, disk, ports } = demandOf(group);
    const taken = this.#on(node);
    taken.cpu += cpu;
    taken.memory += memory;
    taken.disk += disk;
    taken.ports.push(...ports.map(({ value }) => value));
    taken.groups.push(name);
  }

  free(node: string, name: string, group: Stored): void {
    const { cpu, memory, disk, ports } = demandOf(group);
    const taken = this.#on(node);
    taken.cpu -= cpu;
    taken.memory -= memory;
    taken.disk -= disk;
    for (const { value } of ports) removeOne(taken.ports, value);
    removeOne(taken.groups, name);
  }

  /** Groups of the job that run on the node, one a time as often as they do. */
  groupsOn(node: string): readonly string[] {
    return this.#on(node).groups;
  }

  /** The amount that is missing on the node, as the scheduler names it; nothing where there is room. */
  missing(node: PreviewNode, group: Stored): string | undefined {
    const { cpu, memory, disk, ports } = demandOf(group);
    const taken = this.#on(node.ID);
    const clash = ports.find(({ value, network }) => {
      const addresses = node.Addresses?.[network] ?? 1;
      return taken.ports.filter((other) => other === value).length >= addresses;
    });
    if (clash !== undefined) return `network: reserved port collision ${clash.label}=${clash.value}`;
    const { CPU = Infinity, MemoryMB = Infinity, DiskMB = Infinity } = node.Available ?? {};
    if (taken.cpu + cpu > CPU) return "cpu";
    if (taken.memory + memory > MemoryMB) return "memory";
    return taken.disk + disk > DiskMB ? "disk" : undefined;
  }

  #on(node: string) {
    const known = this.#taken.get(node);
    if (known !== undefined) return known;
    const none = { cpu: 0, memory: 0, disk: 0, ports: [], groups: [] };
    this.#taken.set(node, none);
    return none;
  }
}

/** Whether an allocation is of a job. */
export function isOf(allocation: PreviewAllocation, job: ApiJob): boolean {
  return allocation.JobID === job.ID && placeOfJob(allocation).namespace === placeOfJob(job).namespace;
}

/** Whether an allocation has ended, or is told to. */
export function isTerminal({ ClientStatus: client, DesiredStatus: desired }: PreviewAllocation): boolean {
  return desired !== "run" || ["complete", "failed", "lost"].includes(client);
}

/**
 * Places allocations of a group one after the other, wherever there is room, and takes it. The answer says why those that did
 * not fit were not placed, node by node; nothing where all fit. Which node of several is taken is not the scheduler's choice:
 * it scores them.
 */
export function placeGroup(
  count: number,
  group: Stored,
  {
    job,
    candidates: { nodes, byDatacenter },
    usage,
  }: { readonly job: ApiJob; readonly candidates: Candidates; readonly usage: Usage },
): AllocationMetric | undefined {
  if (count === 0) return undefined;
  const name = textOf(group, "Name");
  const filtered: PassedOver[] = [];
  const exhausted: PassedOver[] = [];
  let placed = 0;
  for (const node of nodes) {
    const reason = reasonToFilter(node, job, group);
    if (reason !== undefined) {
      filtered.push({ node, reason });
      continue;
    }
    // A node that has no room for one has none for the next.
    for (;;) {
      const clash = clashWithOthers(node, job, group, usage);
      const missing = clash ?? usage.missing(node, group);
      if (missing !== undefined) {
        (clash === undefined ? exhausted : filtered).push({ node, reason: missing });
        break;
      }
      usage.take(node.ID, name, group);
      if (++placed === count) return undefined;
    }
  }
  return {
    NodesEvaluated: nodes.length,
    NodesFiltered: filtered.length,
    NodesExhausted: exhausted.length,
    NodesInPool: nodes.length,
    NodePool: job.NodePool ?? "default",
    NodesAvailable: { ...byDatacenter },
    ClassFiltered: countBy(filtered, classOf),
    ConstraintFiltered: countBy(filtered, ({ reason }) => reason),
    ClassExhausted: countBy(exhausted, classOf),
    DimensionExhausted: countBy(exhausted, ({ reason }) => reason),
    QuotaExhausted: null,
    CoalescedFailures: count - placed - 1,
  };
}

interface PassedOver {
  readonly node: PreviewNode;
  readonly reason: string;
}

function classOf({ node }: PassedOver): string {
  return node.NodeClass ?? "";
}

function countBy(
  items: readonly PassedOver[],
  nameOf: (item: PassedOver) => string,
): Record<string, number> | null {
  const counts = [...groupBy(items, nameOf)].filter(([name]) => name !== "");
  return counts.length === 0 ? null : Object.fromEntries(counts.map(([name, same]) => [name, same.length]));
}

/** The only constraint between allocations that is looked at: an allocation a node. */
function clashWithOthers(node: PreviewNode, job: ApiJob, group: Stored, usage: Usage): string | undefined {
  const running = usage.groupsOn(node.ID);
  const isClash =
    (isDistinct({ ...job }) && running.length > 0) ||
    (isDistinct(group) && running.includes(textOf(group, "Name")));
  return isClash ? "distinct_hosts" : undefined;
}

function isDistinct(owner: Stored): boolean {
  const first = blocksOf(owner, "Constraints").find(({ Operand: operator }) => operator === "distinct_hosts");
  return first !== undefined && !/^(0|f|F|FALSE|false|False)$/.test(textOf(first, "RTarget"));
}

/** Tasks that run before and after the others take their room at another time. */
function demandOf(group: Stored): Demand {
  const tasks = blocksOf(group, "Tasks");
  const during = (isAt: (hook: string, isSidecar: boolean) => boolean): { cpu: number; memory: number } => {
    const at = tasks.filter((task) => {
      const lifecycle = blockOf(task, "Lifecycle");
      return isAt(textOf(lifecycle, "Hook"), lifecycle?.["Sidecar"] === true);
    });
    const sum = (name: string): number =>
      at.reduce((total, task) => total + Number(blockOf(task, "Resources")?.[name] ?? 0), 0);
    return { cpu: sum("CPU"), memory: sum("MemoryMB") };
  };
  const sidecars = during((hook, isSidecar) => hook === "prestart" && isSidecar);
  const phases = [
    during((hook, isSidecar) => hook === "prestart" && !isSidecar),
    during((hook) => hook !== "prestart" && hook !== "poststop"),
    during((hook) => hook === "poststop"),
  ];
  const networks = [group, ...tasks.map((task) => blockOf(task, "Resources") ?? {})].flatMap((owner) =>
    blocksOf(owner, "Networks"),
  );
  return {
    cpu: sidecars.cpu + Math.max(...phases.map(({ cpu }) => cpu)),
    memory: sidecars.memory + Math.max(...phases.map(({ memory }) => memory)),
    disk: Number(blockOf(group, "EphemeralDisk")?.["SizeMB"] ?? 0),
    ports: networks
      .flatMap((network) => blocksOf(network, "ReservedPorts"))
      .filter((port) => port["IgnoreCollision"] !== true)
      .map((port) => ({
        label: textOf(port, "Label"),
        value: Number(port["Value"] ?? 0),
        network: textOf(port, "HostNetwork") || "default",
      })),
  };
}

function removeOne<T>(items: T[], item: T): void {
  const index = items.indexOf(item);
  if (index !== -1) items.splice(index, 1);
}
