import type { ApiJob } from "../../jobspec/api-job.ts";
import { isRecord } from "../../jobspec/key-path.ts";
import { blocksOf, textOf } from "../../jobspec/schema/_hub.ts";
import type { Stored } from "../diff/part.ts";
import type { PreviewNode } from "./cluster.ts";
import { constraintText, meetsConstraint } from "./constraints.ts";

/** Nodes that the scheduler looks at for a job, and how many of them each datacenter has. */
export interface Candidates {
  readonly nodes: readonly PreviewNode[];
  readonly ids: ReadonlySet<string>;
  readonly byDatacenter: Readonly<Record<string, number>>;
}

/** The ready nodes in the job's datacenters and node pool. @see hashicorp/nomad scheduler/util.go readyNodesInDCsAndPool (2.0.5) */
export function candidatesFor(job: ApiJob, all: readonly PreviewNode[]): Candidates {
  const nodes = all.filter((node) => isReady(node) && isTargeted(node, job));
  const byDatacenter: Record<string, number> = {};
  for (const { Datacenter: name } of nodes) byDatacenter[name] = (byDatacenter[name] ?? 0) + 1;
  return { nodes, ids: new Set(nodes.map(({ ID: id }) => id)), byDatacenter };
}

/** Whether the scheduler may place anything on the node. */
function isReady(node: PreviewNode): boolean {
  return node.Status === "ready" && node.Drain !== true && node.SchedulingEligibility !== "ineligible";
}

/** Whether the job's datacenters and node pool have the node. */
export function isTargeted(node: PreviewNode, job: ApiJob): boolean {
  const pool = job.NodePool ?? "default";
  return (
    (pool === "all" || pool === (node.NodePool ?? "default")) &&
    (job.Datacenters ?? []).some((pattern) => isGlobMatch(pattern, node.Datacenter))
  );
}

/** `*` stands for any letters. Each part is looked for behind the one before, so that no number of stars takes long. */
function isGlobMatch(pattern: string, text: string): boolean {
  const [start = "", ...parts] = pattern.split("*");
  const end = parts.pop();
  if (end === undefined) return text === pattern;
  if (!text.startsWith(start) || !text.endsWith(end)) return false;
  let at = start.length;
  for (const part of parts) {
    const found = text.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return at <= text.length - end.length;
}

/**
 * Why the scheduler passes a node over for a group before it looks at the room on it: the constraint, or `missing drivers` or
 * `missing compatible host volumes`, as it counts them. Not looked at: devices, CSI volumes, plugins for networks.
 * @see hashicorp/nomad scheduler/feasible/stack.go NewGenericStack (2.0.5)
 */
export function reasonToFilter(node: PreviewNode, job: ApiJob, group: Stored): string | undefined {
  const tasks = blocksOf(group, "Tasks");
  const ofGroup = [group, ...tasks].flatMap((owner) => blocksOf(owner, "Constraints"));
  return (
    unmet(node, blocksOf({ ...job }, "Constraints")) ??
    (tasks.every((task) => hasDriver(node, textOf(task, "Driver"))) ? undefined : "missing drivers") ??
    unmet(node, ofGroup) ??
    (hasVolumes(node, group) ? undefined : "missing compatible host volumes")
  );
}

function unmet(node: PreviewNode, constraints: readonly Stored[]): string | undefined {
  const failed = constraints.find((constraint) => !meetsConstraint(node, constraint));
  return failed && constraintText(failed);
}

function hasDriver(node: PreviewNode, driver: string): boolean {
  const { Drivers: drivers, Attributes: attributes } = node;
  if (drivers && Object.hasOwn(drivers, driver)) {
    return drivers[driver]?.Detected === true && drivers[driver].Healthy === true;
  }
  return /^(1|t|T|TRUE|true|True)$/.test(attributes?.[`driver.${driver}`] ?? "");
}

function hasVolumes(node: PreviewNode, group: Stored): boolean {
  const volumes = isRecord(group["Volumes"]) ? Object.values(group["Volumes"]).filter(isRecord) : [];
  return volumes
    .filter((volume) => volume["Type"] === "host" && volume["PerAlloc"] !== true)
    .every((volume) => {
      const found = node.HostVolumes?.[textOf(volume, "Source")];
      return found !== undefined && (volume["ReadOnly"] === true || found.ReadOnly !== true);
    });
}
