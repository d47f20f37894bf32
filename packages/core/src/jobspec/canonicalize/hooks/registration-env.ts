import type { ApiJob } from "../../api-job.ts";
import { fillInVariables } from "../../variables.ts";
import type { Group } from "../api-parts.ts";

/**
 * A name with the variables filled in that a server knows when a job is registered: names, region and metadata of job and
 * group, and the group's upstreams.
 * @see hashicorp/nomad nomad/job_endpoint_hook_connect.go groupConnectHook, client/taskenv/env.go setAlloc, buildEnv (2.0.5)
 */
export function atRegistration(text: string, job: ApiJob, group: Group): string {
  if (!text.includes("${")) return text;
  const env = registrationEnv(job, group);
  return fillInVariables(text, (name) => env.get(name));
}

function registrationEnv(job: ApiJob, group: Group): ReadonlyMap<string, string> {
  const env = new Map([
    ["NOMAD_GROUP_NAME", group.Name ?? ""],
    // The allocation that the server makes up for this has no name, so its index is 0.
    ["NOMAD_ALLOC_INDEX", "0"],
    ["NOMAD_JOB_ID", job.ID ?? ""],
    ["NOMAD_JOB_NAME", job.Name ?? ""],
    ["NOMAD_REGION", job.Region ?? ""],
    ["node.region", job.Region ?? ""],
  ]);
  const withValue = new Map([...env].filter(([, value]) => value !== ""));
  for (const service of group.Services ?? []) {
    for (const upstream of service.Connect?.SidecarService?.Proxy?.Upstreams ?? []) {
      const port = String(upstream.LocalBindPort ?? 0);
      for (const name of [upstream.DestinationName ?? "", cleanName(upstream.DestinationName ?? "")]) {
        withValue.set(`NOMAD_UPSTREAM_IP_${name}`, "127.0.0.1");
        withValue.set(`NOMAD_UPSTREAM_PORT_${name}`, port);
        withValue.set(`NOMAD_UPSTREAM_ADDR_${name}`, `127.0.0.1:${port}`);
      }
    }
  }
  for (const [key, value] of Object.entries({ ...job.Meta, ...group.Meta })) {
    const filled = fillInVariables(value, (name) => env.get(name));
    for (const name of [key, key.toUpperCase()]) withValue.set(cleanName(`NOMAD_META_${name}`), filled);
  }
  return withValue;
}

/** @see hashicorp/nomad helper/funcs.go CleanEnvVar (2.0.5) */
function cleanName(name: string): string {
  return name.replace(/[^A-Za-z0-9_.]/g, "_");
}
