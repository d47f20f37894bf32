import type { ApiJob } from "../../api-job.ts";
import { addConstraint, clusterAttribute, constraint, type Constrained } from "./constraints.ts";

/**
 * Binds groups and tasks that name a Consul admin partition to clients in it.
 * @see hashicorp/nomad nomad/job_endpoint_hook_consul.go mutateImpl (2.0.5)
 */
export function addPartitionConstraints(job: ApiJob): void {
  for (const group of job.TaskGroups ?? []) {
    bind(group, group.Consul);
    for (const task of group.Tasks ?? []) bind(task, task.Consul);
  }
}

function bind(
  to: Constrained,
  consul: { Cluster?: string | null; Partition?: string | null } | null | undefined,
): void {
  const partition = consul?.Partition ?? "";
  if (partition === "") return;
  addConstraint(
    to,
    constraint(clusterAttribute("consul", consul?.Cluster ?? "", "partition"), "=", partition),
  );
}
