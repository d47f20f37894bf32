import { NomadxError } from "@nomadx/core";
import * as Flags from "@oclif/core/flags";

import { openCluster, type Cluster } from "../cluster.ts";
import type { Submission, Submitted } from "../deploy/register-jobs.ts";
import type { FollowEnd } from "../deploy/follow-jobs.ts";
import { clusterFlags } from "../flags/cluster-flags.ts";
import { followFlags, followLimits } from "../flags/follow-flags.ts";
import { inputArgs, inputFlags } from "../flags/input-flags.ts";
import { FollowCommand } from "../follow-command.ts";
import { serverWarnings } from "../output/server-warnings.ts";

export default class Run extends FollowCommand {
  static override summary = "Submit jobs and follow them until they are healthy.";

  static override description =
    "With --json, prints one event a line and a summary as the last one. Exits with 4 when a deployment failed or was reverted, with 5 when the time was up, with 6 when a job changed since its plan.";

  static override examples = [
    "<%= config.bin %> run jobs/httpbackend.ts",
    "<%= config.bin %> run jobs/ --detach",
    "<%= config.bin %> run plan.json",
  ];

  static override args = { ...inputArgs };

  static override flags = {
    ...inputFlags,
    ...followFlags,
    ...clusterFlags,
    "check-index": Flags.string({
      helpValue: "N",
      summary: "Submit only if the job's modify index is still this one; 0: only if there is no such job.",
    }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Run);
    const limits = followLimits(flags);
    const cluster = await openCluster(flags);
    const submissions = await this.submissions(args.files, flags, cluster);
    const { registerJobs } = await import("../deploy/register-jobs.ts");
    const submitted = await registerJobs(cluster, submissions, (each) => this.tellSubmitted(each));
    const ends = flags.detach
      ? []
      : await this.follow(
          cluster,
          submitted.map(({ job, registration }) => ({
            jobId: job.ID ?? "",
            evaluationId: registration.EvalID,
            namespace: job.Namespace ?? undefined,
            region: job.Region ?? undefined,
            until: flags.until,
            ...limits,
          })),
        );
    this.printEvent({ type: "summary", ...summary(submitted, ends) });
  }

  /** The jobs of a saved plan with their check-indexes, else those of the files. */
  private async submissions(
    files: readonly string[],
    flags: {
      readonly var: string[];
      readonly "stdin-filename"?: string | undefined;
      readonly "check-index"?: string | undefined;
    },
    cluster: Cluster,
  ): Promise<Submission[]> {
    const checkIndex = flags["check-index"];
    const [file] = files;
    if (files.length === 1 && file?.endsWith(".json")) {
      const { readSavedPlan } = await import("../saved-plan.ts");
      const saved = await readSavedPlan(file);
      if (saved !== undefined) {
        if (checkIndex !== undefined)
          throw new NomadxError("usage", "A saved plan has its own check-indexes");
        this.keepSecret(saved.jobs.flatMap(({ secrets }) => secrets));
        return [...saved.jobs];
      }
    }
    const { jobs } = await this.readJobs(files, flags, cluster);
    if (checkIndex === undefined) return jobs.map(({ job }) => ({ job }));
    if (!/^\d{1,20}$/.test(checkIndex))
      throw new NomadxError("usage", `--check-index takes a number, not ${JSON.stringify(checkIndex)}`);
    if (jobs.length > 1) {
      throw new NomadxError("usage", "--check-index is of one job, and there are several", {
        help: "Save a plan of all of them and run that: nomadx plan FILE… --out plan.json && nomadx run plan.json",
      });
    }
    return jobs.map(({ job }) => ({ job, checkIndex: BigInt(checkIndex) }));
  }

  private tellSubmitted({ job, registration }: Submitted): void {
    const id = job.ID ?? "";
    this.printEvent({
      type: "registered",
      job: id,
      evaluation: registration.EvalID,
      warnings: registration.Warnings,
    });
    if (this.jsonEnabled()) return;
    for (const warning of serverWarnings(registration.Warnings)) this.note(`warning: ${id}: ${warning}`);
    const evaluation = registration.EvalID === "" ? "" : `, evaluation ${registration.EvalID.slice(0, 8)}`;
    this.note(`submitted job "${id}"${evaluation}`);
  }
}

function summary(submitted: readonly Submitted[], ends: readonly FollowEnd[]) {
  return {
    jobs: submitted.map(({ job, registration }) => {
      const end = ends.find(({ jobId }) => jobId === job.ID);
      return {
        job: job.ID ?? "",
        evaluation: registration.EvalID,
        ...(end !== undefined && { outcome: end.outcome, evidence: end.evidence }),
      };
    }),
  };
}
