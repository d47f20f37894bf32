import type { AllocationMetric } from "../../answers/allocation-metric.ts";
import type { ApiJob } from "../../jobspec/api-job.ts";
import { blockOf, blocksOf, isAtLeast, textOf } from "../../jobspec/schema/_hub.ts";
import type { Stored } from "../diff/part.ts";
import type { PreviewAllocation, PreviewNode } from "./cluster.ts";
import { noUpdates, type Counters } from "./counters.ts";
import type { Candidates } from "./feasibility.ts";
import { isTerminal, placeGroup, type Usage } from "./placement.ts";
import type { Need } from "./reconcile-group.ts";

/** Facts about a job that runs on every node. */
export interface NodesState {
  /** As a server keeps it. */
  readonly job: ApiJob;
  /** By their IDs. */
  readonly nodes: ReadonlyMap<string, PreviewNode>;
  readonly candidates: Candidates;
  /** By their groups. */
  readonly allocations: ReadonlyMap<string, readonly PreviewAllocation[]>;
  readonly isNewVersion: boolean;
  readonly usage: Usage;
  readonly needOf: (allocation: PreviewAllocation) => Need;
}

/** The numbers of a job that runs on every node, by group, and why it cannot run on some. */
export interface NodesReconciled {
  readonly updates: Readonly<Record<string, Counters>>;
  readonly failures: Readonly<Record<string, AllocationMetric>>;
}

/**
 * Counts what a scheduler does with the allocations of a system or sysbatch job. As in Nomad's own plan, `Place` of a system job
 * counts every node that the job can run on, those that it runs on already as well.
 * @see hashicorp/nomad scheduler/reconciler/reconcile_node.go, scheduler/scheduler_system.go computeJobAllocs (2.0.5)
 */
export function reconcileNodes(state: NodesState): NodesReconciled {
  const { job, allocations } = state;
  const isStopped = job.Stop === true;
  const groups = isStopped
    ? []
    : blocksOf({ ...job }, "TaskGroups").filter((group) => Number(group["Count"] ?? 0) > 0);
  const updates: Record<string, Counters> = {};
  const failures: Record<string, AllocationMetric> = {};
  const required = new Set(groups.map((group) => textOf(group, "Name")));
  for (const [name, items] of allocations) {
    const live = required.has(name) ? 0 : items.filter((item) => !isTerminal(item)).length;
    if (live > 0) updates[name] = { ...noUpdates(), Stop: live };
  }
  for (const group of groups) {
    const name = textOf(group, "Name");
    const result = reconcileOne(group, allocations.get(name) ?? [], state);
    if (result === undefined) continue;
    updates[name] = result.counts;
    if (result.failure !== undefined) failures[name] = result.failure;
  }
  return { updates, failures };
}

function reconcileOne(
  group: Stored,
  own: readonly PreviewAllocation[],
  state: NodesState,
): { readonly counts: Counters; readonly failure: AllocationMetric | undefined } | undefined {
  const { job, candidates, usage } = state;
  const counts = noUpdates();
  const isSystem = job.Type === "system";
  // A sysbatch job is done with a node for good, until it is another job.
  const items = own.filter((item) => !isTerminal(item) || !isSystem);
  const replaced: PreviewAllocation[] = [];
  for (const item of items) {
    const fate = fateOf(item, group, state);
    if (fate !== undefined) counts[fate]++;
    if (fate === "DestructiveUpdate") replaced.push(item);
  }
  const occupied = new Set(items.map(({ NodeID: id }) => id));
  const fresh = candidates.nodes.filter(({ ID: id }) => !occupied.has(id)).map(({ ID: id }) => id);
  if (items.length + fresh.length === 0) return undefined;

  const update = blockOf(group, "Update") ?? {};
  const maxParallel = Number(update["MaxParallel"] ?? 0) || replaced.length;
  const atOnce = replaced.slice(0, maxParallel);
  for (const item of atOnce) if (!isTerminal(item)) usage.free(item.NodeID, item.TaskGroup, group);
  const placing = [...fresh, ...atOnce.map(({ NodeID: id }) => id)];
  const failures = placing.flatMap((id) => {
    const node = state.nodes.get(id);
    const nodes = node === undefined ? [] : [node];
    const metric = placeGroup(1, group, { job, candidates: { ...candidates, nodes }, usage });
    return metric === undefined ? [] : [metric];
  });
  if (isSystem) {
    const running = counts.Ignore + counts.InPlaceUpdate + counts.DestructiveUpdate;
    counts.Place = running + fresh.length - failures.length;
    const canary = Number(update["Canary"] ?? 0);
    if (canary > 0) {
      counts.Canary = Math.min(maxParallel, Math.ceil((canary * counts.DestructiveUpdate) / 100));
    }
  } else {
    const filtered = failures.filter(({ NodesFiltered }) => NodesFiltered > 0).length;
    counts.Place = Math.max(0, fresh.length - filtered);
  }
  const [first, ...rest] = failures;
  const failure = first && rest.reduce(mergeFailures, first);
  // Nodes that a constraint leaves out are no failure as long as the job runs on one.
  const isRunning = counts.Ignore + counts.InPlaceUpdate > 0 || failures.length < placing.length;
  const isFailure = failure !== undefined && (failure.NodesExhausted > 0 || !isRunning);
  return { counts, failure: isFailure ? failure : undefined };
}

/** The counter that an allocation adds to; none where it is lost with its node. */
function fateOf(
  item: PreviewAllocation,
  group: Stored,
  { nodes, candidates, isNewVersion, needOf }: NodesState,
): keyof Counters | undefined {
  const node = nodes.get(item.NodeID);
  if (isTerminal(item)) {
    const need = isNewVersion ? needOf(item) : "nothing";
    return updateOf[need];
  }
  if (item.Migrate === true) return "Migrate";
  if (item.ClientStatus === "unknown") {
    return isAtLeast(blockOf(group, "Disconnect")?.["LostAfter"], 1) ? "Ignore" : undefined;
  }
  if (node === undefined || node.Status === "down") return undefined;
  if (node.Status === "disconnected") return "Disconnect";
  if (node.Drain === true) return "Ignore";
  if (candidates.ids.has(node.ID)) return updateOf[needOf(item)];
  return node.SchedulingEligibility === "ineligible" && !isNewVersion ? "Ignore" : "Stop";
}

const updateOf = {
  nothing: "Ignore",
  "in-place": "InPlaceUpdate",
  destructive: "DestructiveUpdate",
} as const satisfies Record<Need, keyof Counters>;

function mergeFailures(a: AllocationMetric, b: AllocationMetric): AllocationMetric {
  const sum = (
    x: Readonly<Record<string, number>> | null | undefined,
    y: Readonly<Record<string, number>> | null | undefined,
  ): Record<string, number> | null => {
    if (!x && !y) return null;
    const total: Record<string, number> = { ...x };
    for (const [name, count] of Object.entries(y ?? {})) total[name] = (total[name] ?? 0) + count;
    return total;
  };
  return {
    ...a,
    NodesEvaluated: a.NodesEvaluated + b.NodesEvaluated,
    NodesFiltered: a.NodesFiltered + b.NodesFiltered,
    NodesExhausted: a.NodesExhausted + b.NodesExhausted,
    CoalescedFailures: a.CoalescedFailures + (b.NodesExhausted > 0 ? 1 : 0),
    ClassFiltered: sum(a.ClassFiltered, b.ClassFiltered),
    ConstraintFiltered: sum(a.ConstraintFiltered, b.ConstraintFiltered),
    ClassExhausted: sum(a.ClassExhausted, b.ClassExhausted),
    DimensionExhausted: sum(a.DimensionExhausted, b.DimensionExhausted),
  };
}
