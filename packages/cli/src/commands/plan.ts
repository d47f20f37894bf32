import {
  type ComparedWith,
  type JobPlanResponse,
  type PlanSummary,
  type PlanVerdict,
  summarizePlans,
} from "@nomadx/core/plan";
import * as Flags from "@oclif/core/flags";

import { refusalLine } from "../deploy/job-refusal.ts";
import { clusterFlags } from "../flags/cluster-flags.ts";
import { inputArgs, inputFlags } from "../flags/input-flags.ts";
import { JobCommand } from "../job-command.ts";
import { plansText } from "../output/plan-text.ts";
import { type PlanFlags, runOptions } from "../output/run-options.ts";
import { serverErrors } from "../output/server-errors.ts";
import { planAll, type Plans } from "../deploy/plan-all.ts";

interface PlanAnswer {
  readonly comparedWith: ComparedWith;
  readonly summary: PlanSummary;
  readonly jobs: readonly {
    readonly file: string;
    readonly job: string;
    readonly verdict: PlanVerdict;
    readonly plan: JobPlanResponse;
  }[];
  /** Jobs that the server refused, with its own words; the exit code is 1 then. */
  readonly refused: readonly {
    readonly file: string;
    readonly job: string;
    readonly errors: readonly string[];
  }[];
}

export default class Plan extends JobCommand {
  static override summary = "Show what would change, and whether it fits.";

  static override description =
    "Without a reachable Nomad and without an address, plans against an empty cluster: all of the job is new.";

  static override examples = [
    "<%= config.bin %> plan jobs/httpbackend.ts",
    "<%= config.bin %> plan jobs/ --detailed-exitcode",
    "<%= config.bin %> plan jobs/ --out plan.json && <%= config.bin %> run plan.json",
  ];

  static override args = { ...inputArgs };

  static override flags = {
    ...inputFlags,
    ...clusterFlags,
    "detailed-exitcode": Flags.boolean({ summary: "Exit with 2 when anything would change." }),
    diff: Flags.boolean({ allowNo: true, default: true, summary: "Show the difference." }),
    verbose: Flags.boolean({ summary: "Show the contents of new and removed groups and tasks, too." }),
    out: Flags.string({
      helpValue: "FILE",
      summary: "Save the plan with its jobs and check-indexes, for `run FILE`. Holds secrets in clear.",
    }),
  };

  async run(): Promise<PlanAnswer> {
    const { args, flags } = await this.parse(Plan);
    const cluster = await this.openClusterIfAny(flags);
    const { jobs } = await this.readJobs(args.files, flags, cluster);
    const plans = await planAll(cluster, jobs);
    const { comparedWith, planned, refused } = plans;
    const summary = summarizePlans(
      planned.map(({ verdict }) => verdict),
      refused.length,
    );
    if (!this.jsonEnabled()) this.show(plans, summary, flags);
    if (cluster === undefined) {
      this.note(
        "no Nomad answers at http://127.0.0.1:4646: planned offline. NOMAD_ADDR points nomadx at a cluster.",
      );
    }
    if (flags.out !== undefined) await this.save(flags.out, plans);
    if (refused.length > 0) this.exitWith("failed");
    else if (summary.changes && flags["detailed-exitcode"]) this.exitWith("changes");
    return {
      comparedWith,
      summary,
      jobs: planned.map(({ loaded: { file, job }, verdict, plan }) => ({
        file,
        job: job.ID ?? "",
        verdict,
        plan,
      })),
      refused: refused.map(({ loaded: { file, job }, refusal }) => ({
        file,
        job: job.ID ?? "",
        errors: serverErrors(refusal.request?.text ?? refusal.message),
      })),
    };
  }

  private show(
    plans: Plans,
    summary: PlanSummary,
    flags: PlanFlags & { readonly diff: boolean; readonly verbose: boolean },
  ): void {
    const { diff, verbose } = flags;
    const options = { diff, verbose, runOptions: runOptions(flags), now: new Date() };
    this.print(plansText(plans, summary, { ...options, palette: this.terminal.out }));
    const { red, bold } = this.terminal.err;
    for (const { loaded, refusal } of plans.refused) {
      const line = refusalLine({ file: loaded.file, id: loaded.job.ID ?? "" }, refusal);
      this.note(`${red(bold("error:"))} ${line}`);
    }
  }

  private async save(file: string, { comparedWith, planned, refused }: Plans): Promise<void> {
    if (refused.length > 0) return this.note(`not saved to ${file}: not all jobs could be planned`);
    const { savePlan } = await import("../deploy/saved-plan.ts");
    const jobs = planned.map(({ loaded: { job, secrets }, clear }) => ({
      checkIndex: clear.JobModifyIndex,
      job,
      secrets,
    }));
    await savePlan(file, { comparedWith, jobs });
    this.note(`saved ${file}; it holds secret values in clear. Run it with: nomadx run ${file}`);
  }
}
