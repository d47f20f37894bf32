import type { Evaluation } from "../evaluations.ts";
import { changedNothing, registeredIndex } from "./followed-evaluation.ts";
import { wantedByJob } from "./job-groups.ts";
import { blockedGroups } from "./placement.ts";
import { end, open, type Verdict } from "./verdict.ts";
import { hasFailed, isTerminal, newestOfVersion } from "./version-allocations.ts";
import type { View } from "./view.ts";

/**
 * Returns how a batch or sysbatch job went. Its status says whether more is to come: it is `pending` between a failed
 * allocation and the next attempt, and `dead` only at the end; how it went is in the newest allocations.
 */
export function judgeBatch(view: View, evaluation: Evaluation): Verdict {
  const { job, allocations } = view;
  const blocked = blockedGroups(view, evaluation, view.version);
  if (blocked.length > 0) return open("blocked", blocked);
  if (job === undefined || allocations === undefined || job.JobModifyIndex < (registeredIndex(view) ?? 0)) {
    return open("starting");
  }
  const newest = newestOfVersion(allocations, view.version);
  if (job.Status === "dead" && newest.every(isTerminal)) return judgeDead(view, evaluation, newest);

  if (view.start.until === "running" && hasStarted(job, evaluation, newest)) {
    return end("running", "All instances have started");
  }
  return open(newest.some(({ ClientStatus }) => ClientStatus === "running") ? "running" : "starting");
}

function judgeDead(view: View, evaluation: Evaluation, newest: ReturnType<typeof newestOfVersion>): Verdict {
  const failing = newest.filter(hasFailed);
  if (failing.length > 0) {
    const one = failing[0];
    return end("failed", one?.ClientDescription || one?.DesiredDescription || "An allocation failed", {
      failing,
    });
  }
  const wanted = view.job !== undefined && wantedByJob(view.job).some(([, count]) => count > 0);
  if (newest.length === 0 && wanted) {
    // Without a node a sysbatch job is dead at once; that no allocation is listed may also be an old answer.
    const listed = view.completeAt !== undefined && view.allocationsAskedAt >= view.completeAt;
    if (evaluation.Type === "sysbatch" || !listed) return open("starting");
  }
  if (newest.length === 0) return end("complete", "There was nothing to run");
  const isOld =
    changedNothing(view) && newest.every(({ CreateIndex }) => CreateIndex < evaluation.CreateIndex);
  return end(
    "complete",
    isOld
      ? "The job is unchanged, and nothing was started: every allocation had completed before"
      : "Every allocation has completed",
  );
}

function hasStarted(
  job: NonNullable<View["job"]>,
  evaluation: Evaluation,
  newest: ReturnType<typeof newestOfVersion>,
): boolean {
  const started = newest.filter(
    ({ ClientStatus }) => ClientStatus === "running" || ClientStatus === "complete",
  );
  if (evaluation.Type === "sysbatch") return newest.length > 0 && started.length === newest.length;
  return wantedByJob(job).every(
    ([group, count]) => started.filter(({ TaskGroup }) => TaskGroup === group).length >= count,
  );
}
