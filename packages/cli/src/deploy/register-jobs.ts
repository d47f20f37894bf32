import { NomadxError } from "@nomadx/core";
import type { ApiJob } from "@nomadx/core/jobspec";
import type { JobRegistration } from "@nomadx/core/nomad";

import type { Cluster } from "../connect/cluster.ts";
import { assertNamespaces } from "../connect/namespaces.ts";
import { aboutJob } from "./job-refusal.ts";
import { checkAll } from "./check-all.ts";
import type { Submission } from "./submission.ts";

/** A job that the server took. */
export interface Submitted {
  readonly job: ApiJob;
  readonly registration: JobRegistration;
}

/**
 * Submits jobs one after the other, in their order, and tells of each at once. Several jobs are first shown to the server
 * without any effect, so that what is wrong with one is found before another has changed anything. Once `signal` is
 * aborted no further one is submitted.
 * @throws {NomadxError} `usage`, `refused`, `conflict`; the help says what was submitted all the same
 */
export async function registerJobs(
  cluster: Cluster,
  submissions: readonly Submission[],
  onSubmitted: (submitted: Submitted) => void,
  signal: AbortSignal,
): Promise<Submitted[]> {
  assertNamespaces(
    cluster,
    submissions.map(({ job }) => job),
  );
  if (submissions.length > 1) await checkAll(cluster, submissions);
  const done: Submitted[] = [];
  for (const { job, file, checkIndex } of submissions) {
    if (signal.aborted) break;
    try {
      const { value: registration } = await cluster.client.jobs.register(job, { checkIndex });
      done.push({ job, registration });
      onSubmitted({ job, registration });
    } catch (error) {
      throw withConsequences(
        aboutJob(error, { file, id: job.ID ?? "" }),
        job.ID ?? "",
        done,
        submissions.length,
      );
    }
  }
  return done;
}

/** The same error with what it leaves behind: which jobs are submitted, and which one may be. */
function withConsequences(error: unknown, id: string, done: readonly Submitted[], all: number): unknown {
  if (!(error instanceof NomadxError)) return error;
  const help: string[] = [];
  if (done.length > 0)
    help.push(`Submitted before that: ${done.map(({ job }) => `"${job.ID ?? ""}"`).join(", ")}.`);
  if (all > done.length + 1) help.push(`The jobs after "${id}" were not submitted.`);
  if (error.request?.uncertain)
    help.push(
      `It is not known whether Nomad has registered job "${id}" arrived; look with: nomadx status ${id}`,
    );
  else if (error.help !== undefined) help.push(error.help);
  return new NomadxError(error.code, error.message, {
    cause: error,
    ...(error.request !== undefined && { request: error.request }),
    ...(help.length > 0 && { help: help.join(" ") }),
  });
}
