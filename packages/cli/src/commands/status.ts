import type { JobStub } from "@nomadx/core/nomad";
import * as Args from "@oclif/core/args";
import * as Flags from "@oclif/core/flags";

import { openCluster } from "../connect/cluster.ts";
import { meansAllNamespaces } from "../connect/namespaces.ts";
import { clusterFlags } from "../flags/cluster-flags.ts";
import { renderJobList, renderJobStatus } from "../output/job-status.ts";
import { findJob, jobStatus, type JobStatus } from "../status/job-status.ts";
import { command } from "../command/command.ts";

type StatusAnswer = { readonly jobs: readonly JobStub[] } | JobStatus;

export default command({
  summary: "List jobs, or show one job's groups, deployment and allocations.",
  examples: ["<%= config.bin %> status", "<%= config.bin %> status httpbackend"],
  args: {
    job: Args.string({
      ignoreStdin: true,
      description: "ID of a job, or the beginning of one. Without it, all jobs are listed.",
    }),
  },
  flags: {
    ...clusterFlags,
    "all-allocs": Flags.boolean({ summary: "Show allocations that ended long ago, too." }),
  },
  async run({ args, flags }, context): Promise<StatusAnswer> {
    const { terminal } = context;
    const cluster = await openCluster(flags, context);
    if (args.job === undefined) {
      const { value: jobs } = await cluster.client.jobs.list();
      terminal.print(renderJobList(jobs, meansAllNamespaces(cluster)));
      return { jobs };
    }
    const status = await jobStatus(cluster, await findJob(cluster, args.job), flags["all-allocs"]);
    // Environment and configuration of a job may hold secrets.
    const { maskStoredJob } = await import("@nomadx/core/plan");
    const shown = { ...status, job: maskStoredJob(status.job) };
    terminal.print(renderJobStatus(shown, context.now(), terminal.out));
    return shown;
  },
});
