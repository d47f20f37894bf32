import type { AllocationStub } from "../allocations.ts";
import type { Deployment } from "../deployments.ts";
import type { Evaluation } from "../evaluations.ts";
import { changedNothing } from "./followed-evaluation.ts";
import { hasDeployments, minHealthyMs, wantedByJob } from "./job-groups.ts";
import { blockedGroups } from "./placement.ts";
import { end, open, openUntil, type Verdict } from "./verdict.ts";
import { isTerminal, newestOfVersion } from "./version-allocations.ts";
import type { View } from "./view.ts";

/**
 * Returns the state of a service or system job's allocations: they are as good as running, and have failed once one has
 * failed for good. Of a group that is to have no instances, those of older versions have to have ended.
 *
 * @param deployment the one that rolled the version out, where there is one
 */
export function judgeGroups(view: View, evaluation: Evaluation, deployment?: Deployment): Verdict {
  const wanted = wantedInstances(view, evaluation, deployment);
  if (wanted === undefined) return open("starting");
  const newest = newestOfVersion(view.allocations ?? [], view.version);
  const groups = [...wanted].map(([name, count]) => groupNow(name, count, newest, evaluation));

  const failing = newest.filter(({ ClientStatus }) => ClientStatus === "failed");
  if (failing.length > 0) return end("failed", failure(view, failing, groups), { failing });
  const blocked = blockedGroups(view, evaluation, view.version);
  if (blocked.length > 0) return open("blocked", blocked);
  if (view.allocations === undefined) return open("starting");
  if (groups.some(({ running, instances }) => running.length < instances)) return open("starting");

  const leaving = view.allocations.filter(({ TaskGroup }) => !wanted.get(TaskGroup));
  if (!leaving.every(isTerminal)) return open("stopping");
  const until = Math.max(
    ...groups.flatMap(({ running }) => running.map((each) => provenAt(each, view, evaluation))),
  );
  if (until > view.at) return openUntil(until, "starting");
  if (groups.every(({ instances }) => instances === 0))
    return end("healthy", "No instances are to run, and none does");
  return end(
    "healthy",
    changedNothing(view) ? "The job is unchanged, and all its instances run" : "All instances run",
  );
}

/** A group as it is now. */
interface GroupNow {
  readonly name: string;
  /** How many should run. */
  readonly instances: number;
  readonly running: readonly AllocationStub[];
}

function groupNow(
  name: string,
  count: number,
  newest: readonly AllocationStub[],
  { Type }: Evaluation,
): GroupNow {
  const own = newest.filter(({ TaskGroup, DesiredStatus }) => TaskGroup === name && DesiredStatus !== "stop");
  const running = own.filter(({ ClientStatus }) => ClientStatus === "running");
  // A system job has no count: it wants all that were placed, and at least one.
  const instances = Type === "system" && count > 0 ? Math.max(1, own.length) : count;
  return { name, instances, running };
}

/** Says what has failed, how much runs all the same, and what the server does about it. */
function failure(view: View, failing: readonly AllocationStub[], groups: readonly GroupNow[]): string {
  const [first] = failing;
  const group = groups.find(({ name }) => name === first?.TaskGroup);
  const next = view.evaluations.get(first?.FollowupEvalID ?? "")?.WaitUntil;
  return [
    first?.ClientDescription || "An allocation failed",
    ...(group === undefined
      ? []
      : [`${group.running.length} of ${group.instances} instances of group "${group.name}" run`]),
    ...(next ? [`the next attempt is at ${next.replace(/\.\d+/, "")}`] : []),
  ].join("; ");
}

/**
 * When an allocation that runs has proven to. No deployment watches over what a server starts for a job that has not
 * changed, nor over the version of a system job that follows one whose deployment failed: it has to run for as long as a
 * deployment would have it. Of all others, and where the job does without deployments, running is enough.
 *
 * @see hashicorp/nomad scheduler/reconciler/reconcile_node.go, v2.0.5: a failed deployment of an older version stays the
 *   current one, and no other is made
 */
function provenAt(allocation: AllocationStub, view: View, { CreateIndex }: Evaluation): number {
  const isNew = allocation.CreateIndex >= CreateIndex;
  const isWatched = allocation.DeploymentStatus?.Healthy === true;
  if (!isNew || isWatched) return -Infinity;
  if (!changedNothing(view) && !hasDeployments(view.job, allocation.TaskGroup)) return -Infinity;
  const since = view.runningSince.get(allocation.ID)?.at ?? view.at;
  return since + minHealthyMs(view.job, allocation.TaskGroup);
}

/**
 * How many instances each group should have: by the job, or while no answer of this version's job is there, by
 * what its deployment wants, or what the scheduler meant to do. `undefined`: not known yet.
 */
function wantedInstances(
  view: View,
  evaluation: Evaluation,
  deployment: Deployment | undefined,
): ReadonlyMap<string, number> | undefined {
  if (view.job?.TaskGroups && Number(view.job.Version) === view.version) {
    return new Map(wantedByJob(view.job));
  }
  if (deployment !== undefined) {
    return new Map(
      Object.entries(deployment.TaskGroups).map(([group, { DesiredTotal }]) => [group, DesiredTotal]),
    );
  }
  // Without any node to look at the scheduler of system jobs names no group at all.
  const updates = Object.entries(evaluation.PlanAnnotations?.DesiredTGUpdates ?? {});
  if (updates.length === 0) return undefined;
  return new Map(
    updates.map(([group, { Place, Ignore, InPlaceUpdate, DestructiveUpdate, Migrate }]) => [
      group,
      [Place, Ignore, InPlaceUpdate, DestructiveUpdate, Migrate].reduce<number>(
        (sum, n) => sum + Number(n),
        0,
      ),
    ]),
  );
}
