import type { ApiJob } from "../jobspec/api-job.ts";
import { interpolate, markedForClient, type AllocationEnv } from "./allocation-env.ts";

type Group = NonNullable<ApiJob["TaskGroups"]>[number];
type Task = NonNullable<Group["Tasks"]>[number];

/** Which service of a job. */
export interface NamedService {
  readonly job: ApiJob;
  readonly group: Group;
  /** Absent for services of the group. */
  readonly task?: Task;
  /** As written. */
  readonly name: string | null | undefined;
}

/**
 * The name in the catalog; what only a client fills in is `<name>` there.
 * @see hashicorp/nomad nomad/structs/services.go Canonicalize, api/services.go Canonicalize (2.0.5)
 */
export function serviceName({ job, group, task, name }: NamedService, env: AllocationEnv): string {
  const jobName = job.Name ?? job.ID ?? "";
  const groupName = group.Name ?? "";
  const taskName = task === undefined ? "group" : (task.Name ?? "");
  const parts = task === undefined ? [jobName, groupName] : [jobName, groupName, taskName];
  const written = (name ?? "") === "" ? parts.join("-") : (name ?? "");
  const registered = interpolate(
    written,
    new Map([
      ["JOB", jobName],
      ["TASKGROUP", groupName],
      ["TASK", taskName],
      ["BASE", `${jobName}-${groupName}-${taskName}`],
    ]),
  );
  return markedForClient(interpolate(registered.text, env));
}
