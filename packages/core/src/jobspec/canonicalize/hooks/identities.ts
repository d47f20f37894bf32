import type { ApiJob } from "../../api-job.ts";
import type { Service } from "../api-parts.ts";
import { addConstraint, semver } from "./constraints.ts";

/**
 * Names the identities with which services are registered in Consul, and keeps groups with identities away from clients
 * that know none. (A server with default identities in its configuration would give them to services and tasks here.)
 * @see hashicorp/nomad nomad/job_endpoint_hook_implicit_identities.go Mutate (2.0.5)
 */
export function nameIdentities(job: ApiJob): void {
  for (const group of job.TaskGroups ?? []) {
    const tasks = group.Tasks ?? [];
    const services = [group, ...tasks].flatMap(({ Services }) => Services ?? []);
    for (const service of services) nameIdentity(service);
    const hasIdentity =
      services.some(({ Identity }) => (Identity ?? undefined) !== undefined) ||
      tasks.some(({ Identities }) => (Identities ?? []).length > 0);
    if (hasIdentity) addConstraint(group, semver("${attr.nomad.version}", ">= 1.7.0-a"));
  }
}

/** @see hashicorp/nomad nomad/structs/services.go Service.MakeUniqueIdentityName (2.0.5) */
function nameIdentity({ Identity: identity, Provider, Name, TaskName, PortLabel }: Service): void {
  if (identity === null || identity === undefined || Provider !== "consul") return;
  const owner = (TaskName ?? "") === "" ? "" : `${TaskName}-`;
  identity.Name = `consul-service_${owner}${Name ?? ""}-${PortLabel ?? ""}`;
  identity.ServiceName = Name ?? "";
}
