import type {
  Evaluation,
  JobStub,
  JobSummary,
  NomadClient,
  StoredJob,
  AllocationStub,
  Deployment,
} from "@nomadx/core/nomad";
import * as Args from "@oclif/core/args";
import * as Flags from "@oclif/core/flags";

import { ClusterCommand } from "../cluster-command.ts";
import { clusterFlags } from "../flags/cluster-flags.ts";
import { renderJobList, renderJobStatus } from "../output/job-status.ts";

/** What is known about one job. */
export interface JobStatus {
  readonly job: StoredJob;
  readonly summary: JobSummary;
  readonly deployment: Deployment | undefined;
  /** Newest first. */
  readonly allocations: readonly AllocationStub[];
  readonly evaluations: readonly Evaluation[];
}

type StatusAnswer = { readonly jobs: readonly JobStub[] } | JobStatus;

export default class Status extends ClusterCommand {
  static override summary = "List jobs, or show one job's groups, deployment and allocations.";

  static override examples = ["<%= config.bin %> status", "<%= config.bin %> status httpbackend"];

  static override args = {
    job: Args.string({
      ignoreStdin: true,
      description: "ID of a job, or the beginning of one. Without it, all jobs are listed.",
    }),
  };

  static override flags = {
    ...clusterFlags,
    "all-allocs": Flags.boolean({ summary: "Show allocations that ended long ago, too." }),
  };

  async run(): Promise<StatusAnswer> {
    const { args, flags } = await this.parse(Status);
    const { client } = await this.openCluster(flags);
    const now = Date.now();
    if (args.job === undefined) {
      const { value: jobs } = await client.jobs.list();
      this.print(renderJobList(jobs));
      return { jobs };
    }
    const status = await jobStatus(client, await findJob(client, args.job), flags["all-allocs"]);
    // Environment and configuration of a job may hold secrets.
    const { maskJob } = await import("@nomadx/core/plan");
    const shown = { ...status, job: maskJob(status.job, []) };
    this.print(renderJobStatus(shown, now, this.terminal.out));
    return shown;
  }
}

/** The ID itself, or the only one that begins so; as Nomad's CLI, the ID itself also where listing is not allowed. */
async function findJob(client: NomadClient, prefix: string): Promise<string> {
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

async function jobStatus(client: NomadClient, id: string, all: boolean): Promise<JobStatus> {
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
