import { NomadxError } from "@nomadx/core";
import type { ApiJob } from "@nomadx/core/jobspec";
import type { JobStub } from "@nomadx/core/nomad";

import type { Cluster } from "./cluster.ts";

/** Whether all namespaces are meant, as `*` means in Nomad's own commands. */
export function meansAllNamespaces({ config }: Pick<Cluster, "config">): boolean {
  return config.namespace === "*";
}

/**
 * The namespace to ask about one job in: that of the only job of this ID where all namespaces are meant, nothing (so that
 * the configured one counts) where they are not, or where there is no such job.
 * @throws {NomadxError} `usage` where several namespaces have a job of this ID
 */
export async function namespaceOf(
  cluster: Cluster,
  id: string,
  signal?: AbortSignal,
): Promise<string | undefined> {
  if (!meansAllNamespaces(cluster)) return undefined;
  const { value } = await cluster.client.jobs.list({ prefix: id, signal });
  return onlyOne(
    id,
    value.filter(({ ID }) => ID === id),
  )?.Namespace;
}

/**
 * The only one of several stubs of jobs with the same ID.
 * @throws {NomadxError} `usage` where they are of several namespaces
 */
export function onlyOne(id: string, [first, ...others]: readonly JobStub[]): JobStub | undefined {
  if (first === undefined || others.length === 0) return first;
  const namespaces = [first, ...others].map(({ Namespace }) => Namespace).join(", ");
  throw new NomadxError("usage", `Several namespaces have a job ${JSON.stringify(id)}: ${namespaces}`, {
    help: "Name one: --namespace",
  });
}

/** The job, with the namespace that it is in where all are meant and it names none. */
export async function inItsNamespace<Job extends ApiJob>(cluster: Cluster, job: Job): Promise<Job> {
  if (job.Namespace || !meansAllNamespaces(cluster)) return job;
  const namespace = await namespaceOf(cluster, job.ID ?? "");
  return namespace === undefined ? job : { ...job, Namespace: namespace };
}

/**
 * Makes sure that each job has one namespace to be registered in.
 * @throws {NomadxError} `usage`
 */
export function assertNamespaces(cluster: Cluster, jobs: readonly ApiJob[]): void {
  if (!meansAllNamespaces(cluster)) return;
  const without = jobs.filter(({ Namespace }) => !Namespace).map(({ ID }) => JSON.stringify(ID));
  if (without.length === 0) return;
  throw new NomadxError("usage", `The namespace * means all of them, and ${without.join(", ")} needs one`, {
    help: "Name one: --namespace, NOMAD_NAMESPACE, or `namespace` in the job",
  });
}
