import type { Deployment, DeploymentState } from "../deployments.ts";
import type { Evaluation } from "../evaluations.ts";
import { changedNothing } from "./followed-evaluation.ts";
import { judgeGroups } from "./judge-groups.ts";
import { judgeRollback } from "./judge-rollback.ts";
import { rollbackTarget } from "./own-deployment.ts";
import { blockedGroups } from "./placement.ts";
import { end, open, type Verdict } from "./verdict.ts";
import { isFailing, newestOfVersion } from "./version-allocations.ts";
import type { View } from "./view.ts";

/** Returns the meaning of the deployment that is followed, with whatever of the job it does not cover. */
export function judgeDeployment(
  view: View,
  deployment: Deployment,
  evaluation: Evaluation | undefined,
): Verdict {
  const reason = deployment.StatusDescription || `The deployment is ${deployment.Status}`;
  switch (deployment.Status) {
    case "successful":
      return judgeSuccess(view, deployment, evaluation, reason);
    case "failed":
      return rollbackTarget(deployment) === undefined
        ? end("failed", reason, { failing: failingOf(view, deployment) })
        : judgeRollback(view, deployment, failingOf(view, deployment));
    case "cancelled":
      return judgeCancelled(view, deployment, reason);
    default:
      return judgeOpen(view, deployment, evaluation, reason);
  }
}

/**
 * Whether a person has to promote the canaries before anything goes on. The server's description says so from the
 * start, long before they are healthy, and forgets it after a pause: the counts decide.
 */
function isAwaitingPromotion(deployment: Deployment): boolean {
  const waiting = Object.values(deployment.TaskGroups).filter(
    (group) => group.DesiredCanaries > 0 && !group.Promoted && !group.AutoPromote,
  );
  return waiting.length > 0 && waiting.every((group) => group.HealthyAllocs >= group.DesiredCanaries);
}

/**
 * A deployment stays `successful` for ever, whatever becomes of its allocations; it speaks only for the groups in it, and
 * a system job's that found no node is `successful` at once with nothing wanted. So what counts is what runs now.
 */
function judgeSuccess(
  view: View,
  deployment: Deployment,
  evaluation: Evaluation | undefined,
  reason: string,
): Verdict {
  // A deployment that somebody asked for by its id is all that was asked for.
  if (view.start.deploymentId !== undefined || evaluation === undefined) return end("healthy", reason);
  // A deployment that a newer version has replaced by now was healthy until then.
  if (view.job !== undefined && view.job.Version > deployment.JobVersion) return end("healthy", reason);
  const now = judgeGroups(view, evaluation, deployment);
  const isHealthy = now.kind === "end" && now.outcome.kind === "healthy";
  return isHealthy && !changedNothing(view) ? end("healthy", reason) : now;
}

/** The server cancels a deployment when its job changes; the job's answer, which may come later, says how. */
function judgeCancelled(view: View, deployment: Deployment, reason: string): Verdict {
  const { job } = view;
  if (view.jobMissing) return end("stopped-meanwhile", reason);
  if (job === undefined || job.Version <= deployment.JobVersion) return open("deploying");
  // Stopping makes a version of its own; if others came between, it was the first of them that ended this one.
  if (job.Stop && Number(job.Version) === Number(deployment.JobVersion) + 1) {
    return end("stopped-meanwhile", reason);
  }
  return end("superseded", reason, { otherVersion: Number(job.Version) });
}

function judgeOpen(
  view: View,
  deployment: Deployment,
  evaluation: Evaluation | undefined,
  reason: string,
): Verdict {
  const version = Number(deployment.JobVersion);
  if (view.start.until === "running" && isRunning(view, deployment)) {
    return end("running", "All instances run");
  }
  if (isAwaitingPromotion(deployment)) {
    return view.start.until === "promotable" ? end("awaiting-promotion", reason) : open("awaiting-promotion");
  }
  const blocked = evaluation ? blockedGroups(view, evaluation, version) : [];
  if (blocked.length > 0) {
    // With one instance placed the server's progress deadline runs, without one it never starts.
    const unlimited = blocked.some(({ group }) => !hasDeadline(deployment.TaskGroups[group]));
    return open("blocked", blocked, unlimited);
  }
  return open(deployment.Status === "paused" ? "paused" : "deploying");
}

function hasDeadline(group: DeploymentState | undefined): boolean {
  return group?.RequireProgressBy !== undefined;
}

function isRunning(view: View, deployment: Deployment): boolean {
  const groups = Object.entries(deployment.TaskGroups);
  const running = newestOfVersion(view.allocations ?? [], Number(deployment.JobVersion)).filter(
    ({ ClientStatus }) => ClientStatus === "running",
  );
  return groups.every(([name, group]) => {
    const canariesOnly = group.DesiredCanaries > 0 && !group.Promoted;
    const wanted = canariesOnly ? group.DesiredCanaries : group.DesiredTotal;
    return wanted > 0 && running.filter(({ TaskGroup }) => TaskGroup === name).length >= wanted;
  });
}

function failingOf(view: View, deployment: Deployment): ReturnType<typeof newestOfVersion> {
  return newestOfVersion(view.allocations ?? [], Number(deployment.JobVersion)).filter(isFailing);
}
