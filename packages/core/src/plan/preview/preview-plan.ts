import type { AllocationMetric } from "../../answers/allocation-metric.ts";
import type { JobDiff, JobPlanResponse } from "../../answers/plan-response.ts";
import type { ApiJob } from "../../jobspec/api-job.ts";
import { asStored } from "../../jobspec/canonicalize/as-stored.ts";
import { blocksOf, textOf } from "../../jobspec/schema/_hub.ts";
import { annotate } from "../annotate.ts";
import { diffJobs } from "../diff/diff-jobs.ts";
import type { Stored } from "../diff/part.ts";
import { unseenChanges } from "../diff/unseen-changes.ts";
import type { PreviewAllocation, PreviewCluster } from "./cluster.ts";
import type { Counters } from "./counters.ts";
import { candidatesFor, isTargeted, reasonToFilter } from "./feasibility.ts";
import { isOf, isTerminal, placeGroup, Usage } from "./placement.ts";
import { reconcileGroup, type Need } from "./reconcile-group.ts";
import { reconcileNodes } from "./reconcile-nodes.ts";
import { reasonToReplace } from "./task-updates.ts";

/** A plan that no server made, in the form in which a server answers. */
export interface PlanPreview extends JobPlanResponse {
  readonly Diff: JobDiff;
}

/**
 * The plan that a server would make of a job, without one: its diff, what would happen to the allocations, and why some could not be
 * placed.
 *
 * Without a `cluster` nothing is scheduled: every allocation that the job of before asks for counts as running, room is not
 * looked at, and groups of system and sysbatch jobs, which depend on the nodes, have no numbers. With one, the numbers are
 * those of Nomad's scheduler for services, batch and system jobs, as far as the cluster tells what it needs; preemption, failed
 * allocations that wait to be started elsewhere, and clients that come back are not looked at, and where there is a choice of
 * nodes, the scheduler may make another one.
 *
 * @param before the job that runs; `null` where there is none
 * @example previewPlan(null, job).Diff.Type // "Added"
 */
export function previewPlan(before: ApiJob | null, after: ApiJob, cluster?: PreviewCluster): PlanPreview {
  const scheduled = schedule(before, after, cluster);
  const annotations = { DesiredTGUpdates: scheduled.updates, PreemptedAllocs: null };
  return {
    JobModifyIndex: before?.JobModifyIndex ?? 0,
    Diff: annotate(diffJobs(before, after), annotations),
    Annotations: annotations,
    FailedTGAllocs: Object.keys(scheduled.failures).length === 0 ? null : scheduled.failures,
    CreatedEvals: null,
    NextPeriodicLaunch: null,
    Warnings: "",
  };
}

interface Scheduled {
  readonly updates: Record<string, Counters>;
  readonly failures: Record<string, AllocationMetric>;
}

function schedule(before: ApiJob | null, after: ApiJob, cluster: PreviewCluster | undefined): Scheduled {
  const [old, job] = [before && asStored(before), asStored(after)];
  const isOnNodes = job.Type === "system" || job.Type === "sysbatch";
  if (cluster === undefined && isOnNodes) return { updates: {}, failures: {} };
  const isNewVersion = before !== null && isAnotherVersion(before, after);
  const version = Number(before?.Version ?? 0);
  const { nodes, allocations, deployment, versions = {} } = cluster ?? assumed(old, version);
  const candidates = candidatesFor(job, nodes);
  const own = allocations.filter((item) => isOf(item, job));
  const usage = new Usage(allocations, job, (name) => groupOf(old ?? job, name));
  const needOf = (item: PreviewAllocation): Need => {
    if (!isNewVersion && item.JobVersion === version) return "nothing";
    const running = item.JobVersion === version ? old : versions[item.JobVersion];
    // Nobody knows what an older version is: it is not the planned one.
    if (!running) return "destructive";
    if (reasonToReplace(asStored(running), job, item.TaskGroup) !== undefined) return "destructive";
    if (cluster === undefined || isTerminal(item)) return "in-place";
    const [node, group] = [nodes.find(({ ID: id }) => id === item.NodeID), groupOf(job, item.TaskGroup)];
    const mayStay =
      node !== undefined &&
      group !== undefined &&
      isTargeted(node, job) &&
      reasonToFilter(node, job, group) === undefined;
    return mayStay ? "in-place" : "destructive";
  };
  if (isOnNodes) {
    const { updates, failures } = reconcileNodes({
      job,
      nodes,
      candidates,
      allocations: own,
      isNewVersion,
      usage,
      needOf,
    });
    return { updates: { ...updates }, failures: { ...failures } };
  }
  const updates: Record<string, Counters> = {};
  const failures: Record<string, AllocationMetric> = {};
  const names = [
    ...blocksOf({ ...job }, "TaskGroups").map((group) => textOf(group, "Name")),
    ...own.map(({ TaskGroup: name }) => name),
  ];
  for (const name of new Set(names)) {
    const group = groupOf(job, name);
    const {
      updates: counts,
      placements,
      freed,
    } = reconcileGroup({
      group,
      isBatch: job.Type === "batch",
      allocations: own.filter(({ TaskGroup: other }) => other === name),
      isNewVersion,
      version,
      deployment,
      needOf,
      isStopped: job.Stop === true,
      conditionOf: ({ NodeID: id }) => {
        if (cluster === undefined) return "there";
        const status = nodes.find(({ ID: other }) => other === id)?.Status ?? "down";
        return status === "down" ? "gone" : status === "disconnected" ? "disconnected" : "there";
      },
    });
    updates[name] = counts;
    if (cluster === undefined || group === undefined) continue;
    const running = old && groupOf(old, name);
    for (const item of freed) if (running) usage.free(item.NodeID, name, running);
    const failure = placeGroup(placements, group, { job, candidates, usage });
    if (failure !== undefined) failures[name] = failure;
  }
  return { updates, failures };
}

/** A server counts a version where anything differs that it keeps. */
function isAnotherVersion(before: ApiJob, after: ApiJob): boolean {
  return diffJobs(before, after).Type !== "None" || unseenChanges(before, after).length > 0;
}

/** As many allocations as the job asks for, each running. */
function assumed(job: ApiJob | null, version: number): PreviewCluster {
  const groups =
    job === null || job.Stop === true || isTemplate(job) ? [] : blocksOf({ ...job }, "TaskGroups");
  const allocations = groups.flatMap((group) =>
    Array.from({ length: Number(group["Count"] ?? 0) }, (_, index): PreviewAllocation => ({
      ID: `${textOf(group, "Name")}-${index}`,
      JobID: job?.ID ?? "",
      Namespace: job?.Namespace ?? "default",
      TaskGroup: textOf(group, "Name"),
      NodeID: "",
      Name: `${job?.ID}.${textOf(group, "Name")}[${index}]`,
      ClientStatus: "running",
      DesiredStatus: "run",
      JobVersion: version,
      Healthy: true,
    })),
  );
  return { nodes: [], allocations };
}

/** Periodic and parameterized jobs run nothing themselves. */
function isTemplate(job: ApiJob): boolean {
  return Boolean(job.Periodic ?? job.ParameterizedJob);
}

function groupOf(job: ApiJob, name: string): Stored | undefined {
  return blocksOf({ ...job }, "TaskGroups").find((group) => textOf(group, "Name") === name);
}
