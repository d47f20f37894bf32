import * as Flags from "@oclif/core/flags";

import type { Cluster, ClusterFlagValues } from "../connect/cluster.ts";
import type { FollowEnd } from "../deploy/follow-jobs.ts";
import type { Submitted } from "../deploy/register-jobs.ts";
import type { Submission } from "../deploy/submission.ts";
import { clusterFlags } from "../flags/cluster-flags.ts";
import { followFlags, followLimits } from "../flags/follow-flags.ts";
import { inputArgs, inputFlags } from "../flags/input-flags.ts";
import { verifyFlags } from "../flags/verify-flags.ts";
import { FollowCommand } from "../follow-command.ts";
import type { LoadedInputs } from "../inputs/load-inputs.ts";
import type { InputFlagValues } from "../job-command.ts";
import type { VerifyFlagValues } from "../verify/open-verification.ts";
import type { VerifyRun } from "../verify/verify-after-run.ts";
import { serverWarnings } from "../output/server-warnings.ts";

export default class Run extends FollowCommand {
  static override summary = "Submit jobs and follow them until they are healthy.";

  static override description =
    "With --json, prints one event a line and a summary as the last one. Exits with 4 when a deployment failed or was reverted, with 5 when the time was up, with 6 when a job changed since its plan, with 7 when --verify found that traffic does not arrive.";

  static override examples = [
    "<%= config.bin %> run jobs/httpbackend.ts",
    "<%= config.bin %> run jobs/ --detach",
    "<%= config.bin %> run plan.json",
    "<%= config.bin %> run jobs/ --verify",
  ];

  static override args = { ...inputArgs };

  static override flags = {
    ...inputFlags,
    ...followFlags,
    ...clusterFlags,
    ...verifyFlags,
    verify: Flags.boolean({
      exclusive: ["detach"],
      helpGroup: "VERIFY",
      summary: "Prove afterwards that traffic arrives, as nomadx verify does.",
    }),
    "verify-timeout": Flags.string({
      helpGroup: "VERIFY",
      helpValue: "DURATION",
      default: "1m",
      summary: "How long Consul, its DNS and Fabio have to hear of the new version.",
    }),
    "check-index": Flags.string({
      helpValue: "N",
      summary: "Submit only if the job's modify index is still this one; 0: only if there is no such job.",
    }),
  };

  async run(): Promise<void> {
    const { args, flags } = await this.parse(Run);
    const limits = followLimits(flags);
    const cluster = await this.openCluster(flags);
    const { submissions, inputs } = await this.submissions(args.files, flags, cluster);
    const verify = flags.verify ? await this.verifier(cluster, submissions, flags, inputs) : undefined;
    const { registerJobs } = await import("../deploy/register-jobs.ts");
    // From here on Ctrl-C must not come between a job and the word that it was submitted.
    const signal = this.interrupted;
    const submitted = await registerJobs(cluster, submissions, (each) => this.tellSubmitted(each), signal);
    const left = submissions.slice(submitted.length).map(({ job }) => job.ID ?? "");
    if (left.length > 0) this.note(`interrupted; not submitted: ${left.join(", ")}`);
    const followed = submitted.map(({ job, registration }) => ({
      jobId: job.ID ?? "",
      evaluationId: registration.EvalID,
      namespace: job.Namespace ?? undefined,
      region: job.Region ?? undefined,
      until: flags.until,
      ...limits,
    }));
    const ends = flags.detach ? [] : await this.follow(cluster, followed);
    const isHealthy = left.length === 0 && ends.length === submitted.length;
    const verified =
      verify === undefined || !isHealthy || process.exitCode || signal.aborted
        ? undefined
        : await this.verify(verify, signal);
    this.printEvent({
      type: "summary",
      ...summary(submitted, ends),
      notSubmitted: left,
      ...(verified !== undefined && { verified }),
    });
  }

  private async verifier(
    cluster: Cluster,
    submissions: readonly Submission[],
    flags: VerifyFlagValues & { readonly "verify-timeout": string },
    inputs: LoadedInputs | undefined,
  ): Promise<VerifyRun> {
    const { verifyAfterRun } = await import("../verify/verify-after-run.ts");
    const [consul, config] = await Promise.all([this.openConsul(flags), this.configFile()]);
    const jobs = submissions.map(({ job }) => job);
    return verifyAfterRun(jobs, flags, { cluster, isClusterKnown: true, consul, config }, inputs);
  }

  /** Whether traffic arrives at what was submitted; tells where not, and sets the exit code. */
  private async verify(verify: VerifyRun, signal: AbortSignal): Promise<boolean> {
    const report = await verify(signal, (line) => this.note(line));
    if (report === undefined) return false;
    for (const finding of report.findings)
      this.printEvent({ type: "finding", time: new Date().toISOString(), ...finding });
    this.print(report.text(this.terminal.out));
    if (!report.verified) this.exitWith("mismatch");
    return report.verified;
  }

  /** The jobs of a saved plan with their check-indexes, else those of the files. */
  private async submissions(
    files: readonly string[],
    flags: InputFlagValues & ClusterFlagValues & { readonly "check-index"?: string | undefined },
    cluster: Cluster,
  ): Promise<{ readonly submissions: Submission[]; readonly inputs: LoadedInputs | undefined }> {
    const { assertSamePlace, savedPlanIn, withCheckIndex } = await import("../deploy/submissions.ts");
    const saved = await savedPlanIn(files, flags);
    if (saved === undefined) {
      const inputs = await this.readJobs(files, flags, cluster);
      return { submissions: withCheckIndex(inputs.jobs, flags["check-index"]), inputs };
    }
    this.keepSecret(saved.jobs.flatMap(({ secrets }) => secrets));
    assertSamePlace(saved.comparedWith, cluster, flags);
    return { submissions: [...saved.jobs], inputs: undefined };
  }

  private tellSubmitted({ job, registration: { EvalID, Warnings } }: Submitted): void {
    const id = job.ID ?? "";
    const warnings = serverWarnings(Warnings);
    this.printEvent({
      type: "registered",
      time: new Date().toISOString(),
      job: id,
      evaluation: EvalID,
      warnings,
    });
    if (this.jsonEnabled()) return;
    for (const warning of warnings) this.note(`warning: ${id}: ${warning}`);
    this.note(`submitted job "${id}"${EvalID === "" ? "" : `, evaluation ${EvalID.slice(0, 8)}`}`);
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
