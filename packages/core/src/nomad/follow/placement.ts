import type { AllocationAnswer, EvaluationAnswer, PlacementMetrics } from "./answers.ts";
import { wantedByJob } from "./job-groups.ts";
import type { View } from "./view.ts";

/** A group with instances that found no node. */
export interface BlockedGroup {
  readonly group: string;
  /** How many instances are missing; `undefined` where the server does not say. */
  readonly missing: number | undefined;
  /** Why, one sentence each, most general first. */
  readonly reasons: readonly string[];
}

/**
 * The groups that still have instances without a node, by name. An evaluation keeps its `FailedTGAllocs` for ever,
 * so they count only while they are the last word: as long as an evaluation is `blocked`, or (system jobs have no
 * blocked evaluation for nodes that a constraint rules out) nothing of the group runs.
 *
 * @param version the followed job version, where known
 * @see hashicorp/nomad scheduler/scheduler_system.go (computePlacements), v2.0.5
 */
export function blockedGroups(
  view: View,
  evaluation: EvaluationAnswer,
  version: number | undefined,
): readonly BlockedGroup[] {
  const found = new Map<string, PlacementMetrics | undefined>();
  for (const other of view.evaluations.values()) {
    if (other.Status !== "blocked" || other.CreateIndex < evaluation.CreateIndex) continue;
    for (const [group, metrics] of Object.entries(other.FailedTGAllocs ?? {})) found.set(group, metrics);
  }
  if (evaluation.Status === "complete" && !evaluation.BlockedEval) {
    for (const [group, metrics] of Object.entries(evaluation.FailedTGAllocs ?? {})) {
      if (!hasAllocation(view, group, version)) found.set(group, metrics);
    }
    for (const group of groupsWithoutNode(view, evaluation, version)) {
      if (!found.has(group)) found.set(group, undefined);
    }
  }
  return [...found]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([group, metrics]) => ({
      group,
      missing: metrics && Number(metrics.CoalescedFailures ?? 0) + 1,
      reasons: metrics ? describePlacement(metrics) : ["No node was eligible"],
    }));
}

/** A blocked group in one line of sentences. */
export function describeBlocked({ group, missing, reasons }: BlockedGroup): string {
  const what =
    missing === undefined ? `Group "${group}"` : `${count(missing, "instance")} of group "${group}"`;
  return [`${what} could not be placed`, ...reasons].map((sentence) => `${sentence}.`).join(" ");
}

/**
 * Placement metrics in sentences, without full stops.
 * @example describePlacement({ NodesEvaluated: 2, ConstraintFiltered: { "${attr.kernel.name} = plan9": 2 } })
 * // ["Nodes evaluated: 2", "Constraint \"${attr.kernel.name} = plan9\" ruled out 2 nodes"]
 */
export function describePlacement(metrics: PlacementMetrics): readonly string[] {
  const reasons: string[] = [];
  const evaluated = Number(metrics.NodesEvaluated ?? 0);
  reasons.push(evaluated === 0 ? "No node was eligible" : `Nodes evaluated: ${evaluated}`);
  for (const [datacenter, nodes] of entries(metrics.NodesAvailable)) {
    if (nodes === 0) reasons.push(`No node is available in datacenter "${datacenter}"`);
  }
  if (metrics.NodePool && metrics.NodesInPool !== undefined && Number(metrics.NodesInPool) === 0) {
    reasons.push(`No node is in node pool "${metrics.NodePool}"`);
  }
  for (const [constraint, nodes] of entries(metrics.ConstraintFiltered)) {
    reasons.push(`Constraint "${constraint}" ruled out ${count(nodes, "node")}`);
  }
  for (const [nodeClass, nodes] of entries(metrics.ClassFiltered)) {
    reasons.push(`Ruled out in node class "${nodeClass}": ${count(nodes, "node")}`);
  }
  const exhausted = Number(metrics.NodesExhausted ?? 0);
  if (exhausted > 0) reasons.push(`Resources are exhausted on ${count(exhausted, "node")}`);
  for (const [dimension, nodes] of entries(metrics.DimensionExhausted)) {
    reasons.push(`Exhausted on ${count(nodes, "node")}: ${dimension}`);
  }
  for (const [nodeClass, nodes] of entries(metrics.ClassExhausted)) {
    reasons.push(`Exhausted in node class "${nodeClass}": ${count(nodes, "node")}`);
  }
  for (const quota of metrics.QuotaExhausted ?? []) reasons.push(`Quota limit "${quota}" is reached`);
  return reasons;
}

/**
 * Groups of a system or sysbatch job that should run somewhere and run nowhere. Without any node in the job's
 * datacenters the server reports no failure at all, calls a system job `running` and a sysbatch job `dead`.
 */
function groupsWithoutNode(
  view: View,
  evaluation: EvaluationAnswer,
  version: number | undefined,
): readonly string[] {
  if (evaluation.Type !== "system" && evaluation.Type !== "sysbatch") return [];
  // Only an answer that was asked for after the evaluation had ended must contain what it placed.
  if (view.completeAt === undefined || view.allocationsAskedAt < view.completeAt) return [];
  if (view.job === undefined || Number(view.job.Version) !== version || view.job.Stop) return [];
  return wantedByJob(view.job)
    .filter(([group, instances]) => instances > 0 && !hasAllocation(view, group, version))
    .map(([group]) => group);
}

function hasAllocation(view: View, group: string, version: number | undefined): boolean {
  const isIt = ({ TaskGroup, JobVersion }: AllocationAnswer): boolean =>
    TaskGroup === group && (version === undefined || Number(JobVersion) === version);
  return view.allocations?.some(isIt) ?? false;
}

function entries(counts: PlacementMetrics["NodesAvailable"]): readonly (readonly [string, number])[] {
  return Object.entries(counts ?? {})
    .map(([name, nodes]) => [name, Number(nodes)] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function count(n: number, noun: string): string {
  return n === 1 ? `1 ${noun}` : `${n} ${noun}s`;
}
