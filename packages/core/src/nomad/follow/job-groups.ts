import type { JobAnswer } from "./answers.ts";

/** How many instances the server's job wants of each group; of a system job, on each eligible node. */
export function wantedByJob(job: JobAnswer): readonly (readonly [group: string, instances: number])[] {
  return (job.TaskGroups ?? []).map(({ Name, Count }) => [Name ?? "", Number(Count ?? 0)]);
}
