import type { ApiJob } from "../api-job.ts";

type Group = NonNullable<ApiJob["TaskGroups"]>[number];

/**
 * How many instances a group asks for: its count; without one, the least that its scaling policy allows; else one.
 * What a system job makes of it depends on the nodes.
 * @see hashicorp/nomad api/tasks.go TaskGroup.Canonicalize (2.0.5)
 */
export function groupCount({ Count, Scaling }: Pick<Group, "Count" | "Scaling">): number | bigint {
  return Count ?? Scaling?.Min ?? 1;
}
