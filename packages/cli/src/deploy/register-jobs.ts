import { NomadxError } from "@nomadx/core";
import type { ApiJob } from "@nomadx/core/jobspec";
import type { JobRegistration } from "@nomadx/core/nomad";

import type { Cluster } from "../cluster.ts";

/** A job to be submitted. */
export interface Submission {
  readonly job: ApiJob;
  /** Submit only if the job's JobModifyIndex is still this one; 0: only if there is no such job. */
  readonly checkIndex?: number | bigint | undefined;
}

/** A job that the server took. */
export interface Submitted {
  readonly job: ApiJob;
  readonly registration: JobRegistration;
}

/**
 * Submits jobs one after the other, in their order, and tells of each at once. Several jobs are first shown to the server
 * without any effect, so that a refusal of one is found before another has changed anything.
 * @throws {NomadxError} `refused`, `conflict`; the help says what was submitted all the same
 */
export async function registerJobs(
  cluster: Cluster,
  submissions: readonly Submission[],
  onSubmitted: (submitted: Submitted) => void,
): Promise<Submitted[]> {
  if (submissions.length > 1) {
    for (const result of await Promise.allSettled(
      submissions.map(({ job }) => cluster.client.jobs.plan(job)),
    )) {
      if (result.status === "rejected") throw result.reason;
    }
  }
  const done: Submitted[] = [];
  for (const { job, checkIndex } of submissions) {
    try {
      const registration = await cluster.client.jobs.register(job, { checkIndex });
      done.push({ job, registration });
      onSubmitted({ job, registration });
    } catch (error) {
      throw done.length === 0 ? error : partly(error, job, done);
    }
  }
  return done;
}

/** The same error with what it leaves behind: some jobs are submitted, the rest is not. */
function partly(error: unknown, failed: ApiJob, done: readonly Submitted[]): unknown {
  if (!(error instanceof NomadxError)) return error;
  const names = done.map(({ job }) => `"${job.ID ?? ""}"`).join(", ");
  const help = `Submitted before that: ${names}. Job "${failed.ID ?? ""}" and those after it were not.`;
  return new NomadxError(error.code, error.message, {
    cause: error,
    ...(error.request !== undefined && { request: error.request }),
    help: error.help === undefined ? help : `${help} ${error.help}`,
  });
}
