import type { AllocationMetric } from "../../answers/allocation-metric.ts";
import type { JobDiff, JobPlanResponse } from "../../answers/plan-response.ts";
import type { ApiJob } from "../../jobspec/api-job.ts";
import { placeOfJob } from "../../jobspec/job-place.ts";
import { asStored } from "../../jobspec/canonicalize/as-stored.ts";
import { blocksOf, textOf } from "../../jobspec/schema/_hub.ts";
import { groupBy } from "../../units/group-by.ts";
import { annotate } from "../annotate.ts";
import { diffJobs } from "../diff/diff-jobs.ts";
import type { Stored } from "../diff/part.ts";
import { unseenStoredChanges } from "../diff/unseen-changes.ts";
import type { PreviewAllocation, PreviewCluster, PreviewNode } from "./cluster.ts";
import type { Counters } from "./counters.ts";
import { candidatesFor, isTargeted, reasonToFilter } from "./feasibility.ts";
import { isOf, isTerminal, placeGroup, Usage } from "./placement.ts";
import { reconcileGroup, type Need } from "./reconcile-group.ts";
import { reconcileNodes } from "./reconcile-nodes.ts";
import { reasonToReplaceGroup } from "./task-updates.ts";

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
  const diff = diffJobs(before, after);
  const [old, job] = [before && asStored(before), asStored(after)];
  const scheduled = schedule(old, job, { cluster, isNewVersion: isAnotherVersion(diff, old, job) });
  const annotations = { DesiredTGUpdates: { ...scheduled.updates }, PreemptedAllocs: null };
  return {
    JobModifyIndex: before?.JobModifyIndex ?? 0,
    Diff: annotate(diff, annotations),
    Annotations: annotations,
    FailedTGAllocs: Object.keys(scheduled.failures).length === 0 ? null : { ...scheduled.failures },
    CreatedEvals: null,
    NextPeriodicLaunch: null,
    Warnings: "",
  };
}

interface Scheduled {
  readonly updates: Readonly<Record<string, Counters>>;
  readonly failures: Readonly<Record<string, AllocationMetric>>;
}

/** @param old the stored job of before @param job the one of after */
function schedule(
  old: ApiJob | null,
  job: ApiJob,
  { cluster, isNewVersion }: { readonly cluster: PreviewCluster | undefined; readonly isNewVersion: boolean },
): Scheduled {
  const isOnNodes = job.Type === "system" || job.Type === "sysbatch";
  if (cluster === undefined && isOnNodes) return { updates: {}, failures: {} };
  const version = Number(old?.Version ?? 0);
  const { allocations, deployment, ...known } = cluster ?? assumed(old, version);
  const nodes = new Map(known.nodes.map((node) => [node.ID, node]));
  const candidates = candidatesFor(job, known.nodes);
  const groups = groupsOf(job);
  const running = old === null ? groups : groupsOf(old);
  const usage = new Usage(allocations, job, (name) => running.get(name));
  const own = groupBy(
    allocations.filter((item) => isOf(item, job)),
    ({ TaskGroup: name }) => name,
  );
  const replaces = replacements(job, groups, [
    ...versionsOf(known.versions),
    ...(old === null ? [] : [[version, old] as const]),
  ]);
  const needOf = (item: PreviewAllocation): Need => {
    if (!isNewVersion && item.JobVersion === version) return "nothing";
    if (replaces(item)) return "destructive";
    if (cluster === undefined || isTerminal(item)) return "in-place";
    const [node, group] = [nodes.get(item.NodeID), groups.get(item.TaskGroup)];
    if (node === undefined || group === undefined || !isTargeted(node, job)) return "destructive";
    return reasonToFilter(node, job, group) === undefined ? "in-place" : "destructive";
  };
  if (isOnNodes) {
    return reconcileNodes({ job, nodes, candidates, allocations: own, isNewVersion, usage, needOf });
  }
  const updates: Record<string, Counters> = {};
  const failures: Record<string, AllocationMetric> = {};
  for (const name of new Set([...groups.keys(), ...own.keys()])) {
    const group = groups.get(name);
    const result = reconcileGroup({
      group,
      isBatch: job.Type === "batch",
      isStopped: job.Stop === true,
      allocations: own.get(name) ?? [],
      isNewVersion,
      version,
      deployment,
      needOf,
      conditionOf: ({ NodeID: id }) => (cluster === undefined ? "there" : conditionOf(nodes.get(id))),
    });
    updates[name] = result.updates;
    if (cluster === undefined || group === undefined) continue;
    const runs = running.get(name);
    for (const item of result.freed) if (runs !== undefined) usage.free(item.NodeID, name, runs);
    const failure = placeGroup(result.placements, group, { job, candidates, usage });
    if (failure !== undefined) failures[name] = failure;
  }
  return { updates, failures };
}

/** Whether an allocation, by the version that it runs, has to be replaced; one of a version that nobody knows has to. */
function replacements(
  job: ApiJob,
  groups: ReadonlyMap<string, Stored>,
  versions: readonly (readonly [version: number, stored: ApiJob])[],
): (item: PreviewAllocation) => boolean {
  const replaced = new Map(
    versions.map(([version, stored]) => {
      const names = [...groupsOf(stored)].filter(([name, group]) => {
        const now = groups.get(name);
        return now !== undefined && reasonToReplaceGroup([stored, group], [job, now]) !== undefined;
      });
      return [version, new Set(names.map(([name]) => name))] as const;
    }),
  );
  return ({ JobVersion: version, TaskGroup: name }) => replaced.get(version)?.has(name) ?? true;
}

function versionsOf(versions: PreviewCluster["versions"] = {}): readonly (readonly [number, ApiJob])[] {
  return Object.entries(versions).map(([version, job]) => [Number(version), asStored(job)]);
}

function conditionOf(node: PreviewNode | undefined): "there" | "disconnected" | "gone" {
  if (node === undefined || node.Status === "down") return "gone";
  return node.Status === "disconnected" ? "disconnected" : "there";
}

/** A server counts a version where anything differs that it keeps. */
function isAnotherVersion({ Type }: JobDiff, old: ApiJob | null, job: ApiJob): boolean {
  return old !== null && (Type !== "None" || unseenStoredChanges(old, job).length > 0);
}

/** As many allocations as the job asks for, each running. */
function assumed(job: ApiJob | null, version: number): PreviewCluster {
  const groups =
    job === null || job.Stop === true || isTemplate(job) ? [] : blocksOf({ ...job }, "TaskGroups");
  const allocations = groups.flatMap((group) =>
    Array.from({ length: Number(group["Count"] ?? 0) }, (_, index): PreviewAllocation => ({
      ID: `${textOf(group, "Name")}-${index}`,
      JobID: job?.ID ?? "",
      Namespace: placeOfJob(job ?? {}).namespace,
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

function groupsOf(job: ApiJob): ReadonlyMap<string, Stored> {
  return new Map(blocksOf({ ...job }, "TaskGroups").map((group) => [textOf(group, "Name"), group]));
}
