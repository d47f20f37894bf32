import type { JobService } from "./job-service.ts";

/**
 * Whether an ID in the catalog can be that of an instance of the service. Nomad makes it of the allocation, the task or
 * group, the name and the port; Consul makes that of a sidecar of the ID of its service, whose port is not known here.
 * @param name the instance's own in the catalog
 * @see hashicorp/nomad client/serviceregistration/id.go MakeAllocServiceID, workload.go Name (2.0.5)
 */
export function isIdOf(
  { group, task, portLabel, sidecar }: Pick<JobService, "group" | "task" | "portLabel" | "sidecar">,
  { id, name }: { readonly id: string; readonly name: string },
): boolean {
  return sidecar !== undefined || id.endsWith(`-${task ?? `group-${group}`}-${name}-${portLabel}`);
}
