import type { FollowStart, Until } from "@nomadx/core/nomad";

import { serverWarnings } from "../output/server-warnings.ts";
import type { Context } from "../command/context.ts";
import { oneLine } from "../terminal/clean-text.ts";
import { type FollowEnd, type Followed, withExitCode } from "./follow-jobs.ts";
import type { Submitted } from "./register-jobs.ts";

/** Tells of each job that a server took. */
export function reportSubmitted({
  terminal,
  report,
}: Pick<Context, "terminal" | "report">): (submitted: Submitted) => Promise<void> {
  return async ({ job, registration: { EvalID, Warnings } }) => {
    const id = job.ID ?? "";
    const warnings = serverWarnings(Warnings);
    terminal.event({ type: "registered", job: id, evaluation: EvalID, warnings });
    if (terminal.isJson) return;
    await report.tell(
      warnings.map((warning) => ({
        severity: "warning",
        code: "NX302",
        summary: `${id}: ${warning}`,
        subject: id,
        job: id,
      })),
    );
    terminal.note(
      `submitted job "${oneLine(id)}"${EvalID === "" ? "" : `, evaluation ${EvalID.slice(0, 8)}`}`,
    );
  };
}

/** Returns the changes to follow, for jobs that were submitted. */
export function followedOf(
  submitted: readonly Submitted[],
  until: Until,
  limits: Pick<FollowStart, "timeoutMs" | "blockedTimeoutMs">,
): readonly Followed[] {
  return submitted.map(({ job, registration }) => ({
    jobId: job.ID ?? "",
    evaluationId: registration.EvalID,
    namespace: job.Namespace ?? undefined,
    region: job.Region ?? undefined,
    until,
    ...limits,
  }));
}

/** The results for the last event, job by job. */
export function runSummary(submitted: readonly Submitted[], ends: readonly FollowEnd[]) {
  return submitted.map(({ job, registration }) => {
    const end = ends.find(({ jobId }) => jobId === job.ID);
    return {
      job: job.ID ?? "",
      evaluation: registration.EvalID,
      ...(end !== undefined && { outcome: withExitCode(end.outcome), evidence: end.evidence }),
    };
  });
}
