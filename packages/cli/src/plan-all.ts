import { NomadxError } from "@nomadx/core";
import type { JobPlanResponse } from "@nomadx/core/plan";

import type { Cluster } from "./cluster.ts";
import type { LoadedJob } from "./inputs/loaded-job.ts";

/** A loaded job and the server's answer to it. */
export type PlannedJob = { readonly loaded: LoadedJob } & (
  { readonly plan: JobPlanResponse } | { readonly refusal: NomadxError }
);

/**
 * The server's plans of jobs, in their order, asked side by side: the client's connections bound how many at a time.
 * One job that the server refuses does not hide what it says of the others.
 * @throws {NomadxError} what is wrong with the server or the way to it, rather than with one job
 */
export async function planAll(cluster: Cluster, jobs: readonly LoadedJob[]): Promise<PlannedJob[]> {
  return Promise.all(
    jobs.map(async (loaded): Promise<PlannedJob> => {
      try {
        return { loaded, plan: await cluster.client.jobs.plan(loaded.job) };
      } catch (error) {
        if (!(error instanceof NomadxError) || error.code !== "refused") throw error;
        return { loaded, refusal: error };
      }
    }),
  );
}
