import { NomadxError } from "@nomadx/core";
import type { JobPlanResponse } from "@nomadx/core/plan";

import type { Cluster } from "./cluster.ts";
import type { LoadedJob } from "./inputs/loaded-job.ts";

/**
 * The server's plans of jobs, in their order, asked side by side: the client's connections bound how many at a time.
 * @throws {NomadxError} the first refusal, with the names of all jobs that were refused
 */
export async function planAll(cluster: Cluster, jobs: readonly LoadedJob[]): Promise<JobPlanResponse[]> {
  const results = await Promise.allSettled(jobs.map(({ job }) => cluster.client.jobs.plan(job)));
  const refused = results.flatMap((result, index) =>
    result.status === "rejected" ? [{ reason: result.reason as unknown, loaded: jobs[index] }] : [],
  );
  const [first] = refused;
  if (first === undefined)
    return results.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
  const { reason } = first;
  const isRefusal = reason instanceof NomadxError && reason.code === "refused";
  if (!isRefusal) throw reason;
  const lines = refused.map(({ loaded, reason: why }) => {
    const text = why instanceof NomadxError ? (why.request?.text ?? why.message) : String(why);
    return `${loaded?.file ?? ""}: ${text}`;
  });
  throw new NomadxError(
    "refused",
    [`Nomad refused ${refused.length === 1 ? "the job" : "jobs"}`, ...lines].join("\n"),
    {
      cause: reason,
      ...(reason.request !== undefined && { request: reason.request }),
    },
  );
}
