import type {
  Evaluation,
  JobStub,
  JobSummary,
  NomadClient,
  StoredJob,
  AllocationStub,
  Deployment,
} from "@nomadx/core/nomad";

/** What is known about one job. */
export interface JobStatus {
  readonly job: StoredJob;
  readonly summary: JobSummary;
  readonly deployment: Deployment | undefined;
  /** Newest first. */
  readonly allocations: readonly AllocationStub[];
  readonly evaluations: readonly Evaluation[];
}

/** The ID itself, or the only one that begins so; as Nomad's CLI, the ID itself also where listing is not allowed. */
export async function findJob(client: NomadClient, prefix: string): Promise<string> {
  const { NomadxError } = await import("@nomadx/core");
  let jobs: readonly JobStub[];
  try {
    ({ value: jobs } = await client.jobs.list({ prefix, perPage: 20 }));
  } catch (error) {
    if (error instanceof NomadxError && error.code === "permission") return prefix;
    throw error;
  }
  if (jobs.some(({ ID }) => ID === prefix)) return prefix;
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
  if (others.length === 0) return first.ID;
  throw new NomadxError("usage", `Several jobs begin with ${JSON.stringify(prefix)}`, {
    help: `Which one: ${jobs.map(({ ID }) => ID).join(", ")}?`,
  });
}

/** Everything that Nomad tells about a job. */
export async function jobStatus(client: NomadClient, id: string, all: boolean): Promise<JobStatus> {
  const [job, summary, deployment, allocations, evaluations] = await Promise.all([
    client.jobs.read(id),
    client.jobs.summary(id),
    client.jobs.latestDeployment(id),
    client.jobs.allocations(id, { all }),
    client.jobs.evaluations(id),
  ]);
  return {
    job: job.value,
    summary: summary.value,
    deployment: deployment.value,
    allocations: allocations.value.toSorted((a, b) => Number(BigInt(b.CreateIndex) - BigInt(a.CreateIndex))),
    evaluations: evaluations.value,
  };
}
