import type { StoredJob } from "../jobs.ts";

/** How many instances the server's job wants of each group; of a system job, on each eligible node. */
export function wantedByJob(job: StoredJob): readonly (readonly [group: string, instances: number])[] {
  return (job.TaskGroups ?? []).map(({ Name, Count }) => [Name ?? "", Number(Count ?? 0)]);
}

/** How long an instance of a group has to run until it counts as healthy; Nomad's default is 10 s. */
export function minHealthyMs(job: StoredJob | undefined, group: string): number {
  const time = job?.TaskGroups?.find(({ Name }) => Name === group)?.Update?.MinHealthyTime;
  return time === undefined || time === null ? 10_000 : Number(time) / 1_000_000;
}

/** Whether changes of a group are rolled out by deployments; `max_parallel = 0` is without. */
export function hasDeployments(job: StoredJob | undefined, group: string): boolean {
  const update = job?.TaskGroups?.find(({ Name }) => Name === group)?.Update;
  return update !== undefined && update !== null && Number(update.MaxParallel ?? 1) > 0;
}
