import type { Finding } from "@nomadx/core";

import type { LoadedJob } from "./read/loaded-job.ts";

/**
 * The loaded job that a finding is about. Jobs of different namespaces may have one name, and so may jobs of different IDs;
 * where the finding does not tell which of them it means there is none: no place is better than a wrong one.
 */
export function findJob<Loaded extends Pick<LoadedJob, "job">>(
  jobs: readonly Loaded[],
  { job, jobId, namespace }: Pick<Finding, "job" | "jobId" | "namespace">,
): Loaded | undefined {
  const named = jobs.filter((each) => (each.job.Name ?? each.job.ID) === job);
  if (named.length < 2) return named[0];
  const meant = named.filter(
    (each) =>
      (each.job.ID ?? each.job.Name) === (jobId ?? job) && (each.job.Namespace ?? undefined) === namespace,
  );
  return meant.length === 1 ? meant[0] : undefined;
}
