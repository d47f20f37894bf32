import type { AllocationMetric } from "../../answers/allocation-metric.ts";
import type { AllocationStub } from "../allocations.ts";
import type { Evaluation } from "../evaluations.ts";
import { placementFailureReasons } from "../../plan/placement-reasons.ts";
import { counted } from "../../text/counted.ts";
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
  evaluation: Evaluation,
  version: number | undefined,
): readonly BlockedGroup[] {
  const found = new Map<string, AllocationMetric | undefined>();
  for (const other of view.evaluations.values()) {
    if (other.Status !== "blocked" || other.CreateIndex < evaluation.CreateIndex) continue;
    for (const [group, metrics] of Object.entries(other.FailedTGAllocs)) found.set(group, metrics);
  }
  if (evaluation.Status === "complete" && !evaluation.BlockedEval) {
    for (const [group, metrics] of Object.entries(evaluation.FailedTGAllocs)) {
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
      missing: metrics && metrics.CoalescedFailures + 1,
      reasons: metrics ? placementFailureReasons(metrics) : ["No nodes were eligible for evaluation"],
    }));
}

/** A blocked group in one line of sentences. */
export function describeBlocked({ group, missing, reasons }: BlockedGroup): string {
  const what =
    missing === undefined ? `Group "${group}"` : `${counted(missing, "instance")} of group "${group}"`;
  return [`${what} could not be placed`, ...reasons].map((sentence) => `${sentence}.`).join(" ");
}

/**
 * Groups of a system or sysbatch job that should run somewhere and run nowhere. Without any node in the job's
 * datacenters the server reports no failure at all, calls a system job `running` and a sysbatch job `dead`.
 */
function groupsWithoutNode(
  view: View,
  evaluation: Evaluation,
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
  const isIt = ({ TaskGroup, JobVersion }: AllocationStub): boolean =>
    TaskGroup === group && (version === undefined || Number(JobVersion) === version);
  return view.allocations?.some(isIt) ?? false;
}
