import type { ApiJob } from "../jobspec/api-job.ts";

type Group = NonNullable<ApiJob["TaskGroups"]>[number];

/** Whether a job has one instance on each node that takes it, so that no file says how many there are. */
export function isPerNode({ Type }: ApiJob): boolean {
  return Type === "system" || Type === "sysbatch";
}

/**
 * How many instances of a group run once its job, in canonical form, is registered; of a job with one instance a node, 1 or none. A job that
 * is stopped, periodic or waits to be dispatched has none.
 */
export function instanceCount(job: ApiJob, group: Group): number {
  const waits =
    (job.Periodic ?? undefined) !== undefined || (job.ParameterizedJob ?? undefined) !== undefined;
  if (job.Stop === true || (waits && job.Dispatched !== true)) return 0;
  const count = Number(group.Count ?? 0);
  return isPerNode(job) ? Math.min(count, 1) : count;
}

/** How many canaries a deployment starts beside the instances of a group of a canonical job. */
export function canaryCount(job: ApiJob, group: Group): number {
  if (isPerNode(job) || instanceCount(job, group) === 0) return 0;
  return Number(group.Update?.Canary ?? 0);
}
