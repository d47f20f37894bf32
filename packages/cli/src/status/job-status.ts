import { NomadxError } from "@nomadx/core";
import type {
  Evaluation,
  JobStub,
  JobSummary,
  StoredJob,
  AllocationStub,
  Deployment,
} from "@nomadx/core/nomad";

import type { Cluster } from "../connect/cluster.ts";
import { meansAllNamespaces, onlyOne } from "../connect/namespaces.ts";

/** The facts about one job. */
export interface JobStatus {
  readonly job: StoredJob;
  readonly summary: JobSummary;
  readonly deployment: Deployment | undefined;
  /** Newest first. */
  readonly allocations: readonly AllocationStub[];
  readonly evaluations: readonly Evaluation[];
}

/** A job, and its namespace where that is not the configured one. */
export interface FoundJob {
  readonly id: string;
  readonly namespace: string | undefined;
}

/**
 * The job of this ID, or the only one that begins so; as Nomad's CLI, the ID itself also where listing is not allowed.
 * @throws {NomadxError} `not-found`; `usage` where several are meant
 */
export async function findJob(cluster: Cluster, prefix: string): Promise<FoundJob> {
  const { client } = cluster;
  const found = ({ ID: id, Namespace }: JobStub): FoundJob => ({
    id,
    namespace: meansAllNamespaces(cluster) ? Namespace : undefined,
  });
  let jobs: readonly JobStub[];
  try {
    ({ value: jobs } = await client.jobs.list({ prefix, perPage: 20 }));
  } catch (error) {
    if (error instanceof NomadxError && error.code === "permission")
      return { id: prefix, namespace: undefined };
    throw error;
  }
  const itself = onlyOne(
    prefix,
    jobs.filter(({ ID }) => ID === prefix),
  );
  if (itself !== undefined) return found(itself);
  const [first, ...others] = jobs;
  if (first === undefined) {
    throw new NomadxError(
      "not-found",
      `There is no job whose ID is or begins with ${JSON.stringify(prefix)}`,
      {
        help: "nomadx status lists the jobs of the namespace.",
      },
    );
  }
  if (others.length === 0) return found(first);
  throw new NomadxError("usage", `Several jobs begin with ${JSON.stringify(prefix)}`, {
    help: `Which one: ${jobs.map(({ ID }) => ID).join(", ")}?`,
  });
}

/** Everything that Nomad tells about a job. */
export async function jobStatus(
  { client }: Cluster,
  { id, namespace }: FoundJob,
  all: boolean,
): Promise<JobStatus> {
  const options = { namespace };
  const [job, summary, deployment, allocations, evaluations] = await Promise.all([
    client.jobs.read(id, options),
    client.jobs.summary(id, options),
    client.jobs.latestDeployment(id, options),
    client.jobs.allocations(id, { ...options, all }),
    client.jobs.evaluations(id, options),
  ]);
  return {
    job: job.value,
    summary: summary.value,
    deployment: deployment.value,
    allocations: allocations.value.toSorted((a, b) => Number(BigInt(b.CreateIndex) - BigInt(a.CreateIndex))),
    evaluations: evaluations.value,
  };
}
