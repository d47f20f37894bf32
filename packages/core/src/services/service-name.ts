import type { ApiJob } from "../jobspec/api-job.ts";
import { fillInOwners } from "../jobspec/variables.ts";
import { interpolate, markedForClient, type AllocationEnv } from "./allocation-env.ts";

type Group = NonNullable<ApiJob["TaskGroups"]>[number];
type Task = NonNullable<Group["Tasks"]>[number];

/** Which service of a job. */
export interface NamedService {
  readonly job: ApiJob;
  readonly group: Group;
  /** Absent for services of the group. */
  readonly task?: Task;
  /** As the canonical job has it. */
  readonly name: string;
}

/**
 * The name in the catalog; what only a client fills in is `<name>` there.
 * @see hashicorp/nomad command/agent/consul/service_client.go, client/taskenv/services.go (2.0.5)
 */
export function serviceName({ job, group, task, name }: NamedService, env: AllocationEnv): string {
  const registered = fillInOwners(name, {
    job: job.Name ?? "",
    group: group.Name ?? "",
    ...(task !== undefined && { task: task.Name ?? "" }),
  });
  return markedForClient(interpolate(registered, env));
}
