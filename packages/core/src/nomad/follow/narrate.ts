import type { AllocationStub } from "../allocations.ts";
import type { Deployment } from "../deployments.ts";
import type { AllocationName, FollowEvent, GroupProgress } from "./events.ts";
import { allocationEvidence } from "./evidence.ts";
import { changedNothing, followedEvaluation } from "./followed-evaluation.ts";
import { ownDeployment, rollbackTarget } from "./own-deployment.ts";
import type { Verdict } from "./verdict.ts";
import { isFailing } from "./version-allocations.ts";
import type { View } from "./view.ts";

/** A view together with what it means. */
export interface Judged {
  readonly view: View;
  readonly verdict: Verdict;
}

type Untimed<T> = T extends unknown ? Omit<T, "at"> : never;
type Told = Untimed<FollowEvent>;

/** The events between two views, in the order in which they are best told. */
export function narrate(before: Judged, after: Judged, at: number): readonly FollowEvent[] {
  const told = [
    ...evaluationEvents(before.view, after.view),
    ...(changedNothing(after.view) && !changedNothing(before.view) ? [{ kind: "unchanged" } as const] : []),
    ...blockedEvents(before.verdict, after.verdict),
    ...allocationEvents(before.view, after.view),
    ...rescheduleEvents(before.view, after.view),
    ...deploymentEvents(before, after),
  ];
  return told.map((event) => ({ at, ...event }));
}

function evaluationEvents(before: View, after: View): Told[] {
  const old = followedEvaluation(before);
  const now = followedEvaluation(after);
  if (now === undefined || (old?.ID === now.ID && old.Status === now.Status)) return [];
  return [
    {
      kind: "evaluation",
      evaluationId: now.ID,
      triggeredBy: now.TriggeredBy,
      status: now.Status,
      description: now.StatusDescription || undefined,
    },
  ];
}

function blockedEvents(before: Verdict, after: Verdict): Told[] {
  // An end by our own limit carries the groups in its outcome.
  if (after.kind === "end") return [];
  const old = before.kind === "open" ? before.blocked : [];
  if (JSON.stringify(old) === JSON.stringify(after.blocked)) return [];
  return after.blocked.length === 0 ? [{ kind: "unblocked" }] : [{ kind: "blocked", groups: after.blocked }];
}

function allocationEvents(before: View, after: View): Told[] {
  const known = new Map(followedAllocations(before).map((allocation) => [allocation.ID, allocation]));
  const started = followedEvaluation(after);
  return followedAllocations(after).flatMap((allocation): Told[] => {
    const old = known.get(allocation.ID);
    if (old !== undefined) return changesOf(old, allocation);
    if (started === undefined || allocation.CreateIndex >= started.CreateIndex) {
      return [{ kind: "allocation-placed", ...nameOf(allocation) }, ...changesOf(undefined, allocation)];
    }
    // It ran before. Untouched ones are no news, unless something is wrong with them.
    if (allocation.EvalID === started.ID) return [{ kind: "allocation-updated", ...nameOf(allocation) }];
    return allocation.NextAllocation ? [] : failingEvents(undefined, allocation);
  });
}

/** Those of the followed version, and of the one that a rollback registered after it. */
function followedAllocations(view: View): readonly AllocationStub[] {
  const { allocations, version } = view;
  if (version === undefined || allocations === undefined) return [];
  const deployment = deploymentOf(view);
  const rollsBack = deployment !== undefined && rollbackTarget(deployment) !== undefined;
  const last = rollsBack ? version + 1 : version;
  return allocations
    .filter(({ JobVersion }) => JobVersion >= version && JobVersion <= last)
    .toSorted((a, b) => Number(a.CreateIndex) - Number(b.CreateIndex) || (a.Name < b.Name ? -1 : 1));
}

function changesOf(old: AllocationStub | undefined, now: AllocationStub): Told[] {
  const name = nameOf(now);
  const told: Told[] = [];
  if (now.ClientStatus !== (old?.ClientStatus ?? "pending")) {
    told.push({
      kind: "allocation-status",
      ...name,
      from: old?.ClientStatus,
      to: now.ClientStatus,
      description: now.ClientDescription || undefined,
    });
  }
  for (const [task, { Restarts }] of Object.entries(now.TaskStates)) {
    const restarts = Number(Restarts);
    if (restarts > Number(old?.TaskStates[task]?.Restarts ?? 0)) {
      told.push({ kind: "task-restarted", ...name, task, restarts });
    }
  }
  if (now.DeploymentStatus?.Healthy === true && old?.DeploymentStatus?.Healthy !== true) {
    told.push({ kind: "allocation-healthy", ...name });
  }
  return [...told, ...failingEvents(old, now)];
}

function failingEvents(old: AllocationStub | undefined, now: AllocationStub): Told[] {
  if (!isFailing(now) || (old !== undefined && isFailing(old))) return [];
  return [{ kind: "allocation-failing", ...nameOf(now), evidence: allocationEvidence(now) }];
}

function nameOf(allocation: AllocationStub): AllocationName {
  return {
    allocationId: allocation.ID,
    name: allocation.Name,
    group: allocation.TaskGroup,
    nodeId: allocation.NodeID,
    nodeName: allocation.NodeName || undefined,
    jobVersion: Number(allocation.JobVersion),
    canary: allocation.DeploymentStatus?.Canary ?? false,
  };
}

function rescheduleEvents(before: View, after: View): Told[] {
  const followed = followedEvaluation(after);
  if (followed === undefined || before.evaluations === after.evaluations) return [];
  return [...after.evaluations.values()].flatMap((evaluation): Told[] => {
    const isNew =
      evaluation.TriggeredBy === "alloc-reschedule" &&
      evaluation.CreateIndex > followed.CreateIndex &&
      !before.evaluations.has(evaluation.ID);
    return isNew && evaluation.WaitUntil
      ? [{ kind: "reschedule", evaluationId: evaluation.ID, waitUntil: evaluation.WaitUntil }]
      : [];
  });
}

function deploymentEvents(before: Judged, after: Judged): Told[] {
  const told: Told[] = [];
  const old = deploymentOf(before.view);
  const now = deploymentOf(after.view);
  if (now === undefined) return told;
  // The outcome is no news then, and may be over.
  if (old === undefined && changedNothing(after.view) && isFinal(now)) return told;

  told.push(...changesOfDeployment(old, now, false));
  if (isAwaiting(after.verdict) && !isAwaiting(before.verdict)) {
    told.push({ kind: "awaiting-promotion", deploymentId: now.ID });
  }
  if (isPromoted(now) && old !== undefined && !isPromoted(old)) {
    told.push({ kind: "promoted", deploymentId: now.ID });
  }
  if (now.Status === "failed" && rollbackTarget(now) !== undefined) {
    const to = Number(now.JobVersion) + 1;
    if (old?.Status !== "failed") {
      told.push({ kind: "reverting", from: Number(now.JobVersion), to, reason: now.StatusDescription });
    }
    const rollback = ofVersion(after.view, to);
    if (rollback) told.push(...changesOfDeployment(ofVersion(before.view, to), rollback, true));
  }
  return told;
}

function changesOfDeployment(old: Deployment | undefined, now: Deployment, rollback: boolean): Told[] {
  const told: Told[] = [];
  const groups = progressOf(now);
  if (JSON.stringify(groups) !== JSON.stringify(old && progressOf(old))) {
    told.push({ kind: "progress", deploymentId: now.ID, groups });
  }
  if (old?.Status !== now.Status || old.StatusDescription !== now.StatusDescription) {
    const event: Told = {
      kind: "deployment",
      deploymentId: now.ID,
      jobVersion: Number(now.JobVersion),
      status: now.Status,
      description: now.StatusDescription || undefined,
      rollback,
    };
    // A new deployment is introduced before its counts, a changed one after what changed it.
    if (old === undefined) told.unshift(event);
    else told.push(event);
  }
  return told;
}

function progressOf(deployment: Deployment): readonly GroupProgress[] {
  return Object.entries(deployment.TaskGroups)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([group, state]) => ({
      group,
      desired: state.DesiredTotal,
      canaries: state.DesiredCanaries,
      placed: state.PlacedAllocs,
      healthy: state.HealthyAllocs,
      unhealthy: state.UnhealthyAllocs,
      promoted: state.Promoted,
      deadline: state.RequireProgressBy,
    }));
}

function deploymentOf(view: View): Deployment | undefined {
  const deployment = ownDeployment(view, followedEvaluation(view));
  return deployment === "none" ? undefined : deployment;
}

function ofVersion(view: View, version: number): Deployment | undefined {
  return view.deployments?.find(({ JobVersion }) => Number(JobVersion) === version);
}

function isFinal({ Status }: Deployment): boolean {
  return Status === "successful" || Status === "failed" || Status === "cancelled";
}

function isAwaiting(verdict: Verdict): boolean {
  return verdict.kind === "open"
    ? verdict.phase === "awaiting-promotion"
    : verdict.outcome.kind === "awaiting-promotion";
}

function isPromoted({ TaskGroups }: Deployment): boolean {
  const canaries = Object.values(TaskGroups).filter(({ DesiredCanaries }) => DesiredCanaries > 0);
  return canaries.length > 0 && canaries.every(({ Promoted }) => Promoted);
}
