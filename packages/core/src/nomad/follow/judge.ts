import type { Evaluation } from "../evaluations.ts";
import { followedEvaluation, isStopping, registeredIndex } from "./followed-evaluation.ts";
import { judgeBatch } from "./judge-batch.ts";
import { judgeDeployment } from "./judge-deployment.ts";
import { judgeGroups } from "./judge-groups.ts";
import { ownDeployment } from "./own-deployment.ts";
import { blockedGroups } from "./placement.ts";
import { end, open, openUntil, type Verdict } from "./verdict.ts";
import { isTerminal } from "./version-allocations.ts";
import type { View } from "./view.ts";

/**
 * Returns the meaning of the answers so far. Answers may be of different ages, so only what cannot change any more ends
 * following: a final deployment, a dead job whose newest allocations have all ended, an evaluation that failed.
 *
 * @see hashicorp/nomad command/monitor.go, v2.0.5, for what its own command line waits for
 */
export function judge(view: View): Verdict {
  const { start } = view;
  if (start.evaluationId === "" && start.deploymentId === undefined) {
    if (start.stops)
      return end("stopped", "None of its allocations was running, and it will not start again");
    return end("registered", "Nothing starts until its time comes or it is dispatched");
  }
  const unknownAt = start.at + newsMs;
  if (view.evaluationMissing) return view.at < unknownAt ? openUntil(unknownAt, "evaluating") : unknown;

  const evaluation = followedEvaluation(view);
  if (evaluation !== undefined && isStopping(evaluation)) return judgeStop(view, evaluation);
  const deployment = ownDeployment(view, evaluation);
  if (deployment !== undefined && deployment !== "none") return judgeDeployment(view, deployment, evaluation);
  if (evaluation === undefined) {
    // Evaluations outlive even a purged job for a while; only an older list may lack the one that was just made.
    const listed = view.evaluationsAskedAt >= start.at;
    const isMissing = listed && (view.jobMissing || start.evaluationId !== undefined);
    if (!isMissing) return open("evaluating");
    if (view.job === undefined && view.at < unknownAt) return openUntil(unknownAt, "evaluating");
    return view.jobMissing ? goneMeanwhile : unknown;
  }

  if (evaluation.Status === "failed" && !evaluation.NextEval && !evaluation.BlockedEval) {
    return end("failed", evaluation.StatusDescription || "The evaluation failed");
  }
  if (view.jobMissing) {
    return view.job === undefined && view.at < unknownAt ? openUntil(unknownAt, "evaluating") : goneMeanwhile;
  }
  if (evaluation.Status === "blocked")
    return open("blocked", blockedGroups(view, evaluation, view.version), true);
  if (evaluation.Status !== "complete" || deployment === undefined) {
    return open("evaluating", blockedGroups(view, evaluation, view.version));
  }
  return judgeWithoutDeployment(view, evaluation);
}

function judgeWithoutDeployment(view: View, evaluation: Evaluation): Verdict {
  const { job } = view;
  const registered = registeredIndex(view);
  if (job !== undefined && registered !== undefined && job.JobModifyIndex > registered) {
    if (job.Stop) return end("stopped-meanwhile", "The job was stopped in the meantime");
    return end("superseded", `Version ${job.Version} of the job took its place`, {
      otherVersion: Number(job.Version),
    });
  }
  return evaluation.Type === "batch" || evaluation.Type === "sysbatch"
    ? judgeBatch(view, evaluation)
    : judgeGroups(view, evaluation);
}

/** Stopping ends when every task has ended, which may take as long as their `kill_timeout`; purging ends at once. */
function judgeStop(view: View, evaluation: Evaluation): Verdict {
  if (evaluation.Status === "failed") {
    return end("failed", evaluation.StatusDescription || "The evaluation failed");
  }
  const { job } = view;
  const registered = registeredIndex(view);
  if (job !== undefined && !job.Stop && registered !== undefined && job.JobModifyIndex > registered) {
    return end("superseded", `Version ${job.Version} of the job was registered`, {
      otherVersion: Number(job.Version),
    });
  }
  if (evaluation.Status !== "complete") return open("stopping");
  // Of a purged job the server lists no allocations, running or not.
  if (view.jobMissing) return end("stopped", "The job is purged");
  const ended = job !== undefined && (view.allocations?.every(isTerminal) ?? false);
  return ended ? end("stopped", "Every allocation has ended") : open("stopping");
}

/** So long a server may take to hear of what another one has just taken, in milliseconds. */
const newsMs = 10_000;
const unknown = end("unknown", "The server does not know the evaluation");
const goneMeanwhile = end("stopped-meanwhile", "The job was purged in the meantime");
