import type { ApiJob } from "@nomadx/core/jobspec";
import type { JobRegistration } from "@nomadx/core/nomad";

import type { Cluster } from "../connect/cluster.ts";
import { assertNamespaces } from "../connect/namespaces.ts";
import { checkAll } from "./check-all.ts";
import { aboutJob } from "./job-refusal.ts";
import type { Submission } from "./submission.ts";
import { writeInTurn, type WrittenInTurn } from "./write-in-turn.ts";

/** A job that the server took. */
export interface Submitted {
  readonly job: ApiJob;
  readonly registration: JobRegistration;
}

/**
 * Submits jobs one after the other, in their order, and tells of each at once. Several jobs are first shown to the server
 * without any effect, so that what is wrong with one is found before another has changed anything. Once `signal` is
 * aborted no further one is submitted, and no answer is waited for.
 * @throws {NomadxError} `usage`, `refused`, `conflict`, `timeout`; the help says what was submitted all the same
 */
export async function registerJobs(
  cluster: Cluster,
  submissions: readonly Submission[],
  onSubmitted: (submitted: Submitted) => Promise<void>,
  signal: AbortSignal,
): Promise<WrittenInTurn<Submitted>> {
  assertNamespaces(
    cluster,
    submissions.map(({ job }) => job),
  );
  if (submissions.length > 1) await checkAll(cluster, submissions, signal);
  const idOf = ({ job }: Submission): string => job.ID ?? "";
  return writeInTurn({
    items: submissions,
    idOf,
    verb: "submitted",
    signal,
    write: async (submission) => {
      const { job, file, source, checkIndex } = submission;
      try {
        const { value: registration } = await cluster.client.jobs.register(job, {
          checkIndex,
          submission: source,
          signal,
        });
        await onSubmitted({ job, registration });
        return { job, registration };
      } catch (error) {
        throw aboutJob(error, { file, id: idOf(submission) });
      }
    },
  });
}
