import type { NomadxError } from "@nomadx/core";
import type { ComparedWith, JobPlanResponse, PlanSummary, PlanVerdict } from "@nomadx/core/plan";
import * as Flags from "@oclif/core/flags";

import { openClusterIfAny, type Cluster } from "../cluster.ts";
import { clusterFlags } from "../flags/cluster-flags.ts";
import { inputArgs, inputFlags } from "../flags/input-flags.ts";
import type { LoadedJob } from "../inputs/loaded-job.ts";
import { JobCommand } from "../job-command.ts";
import { runOptions } from "../output/run-options.ts";
import { textStyle } from "../output/text-style.ts";
import { planAll, type PlannedJob } from "../plan-all.ts";

interface PlanAnswer {
  readonly comparedWith: ComparedWith;
  readonly summary: PlanSummary;
  readonly jobs: readonly PlannedFile[];
  /** Jobs that the server refused, with its own text; the exit code is 1 then. */
  readonly refused: readonly { readonly file: string; readonly job: string; readonly text: string }[];
}

/** The plan of one job, safe to be shown. */
interface PlannedFile {
  readonly file: string;
  readonly job: string;
  readonly verdict: PlanVerdict;
  readonly plan: JobPlanResponse;
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
    const cluster = await openClusterIfAny(flags);
    const { jobs } = await this.readJobs(args.files, flags, cluster);
    const core = await import("@nomadx/core/plan");
    const comparedWith = compared(cluster);
    const answers: PlannedJob[] =
      cluster === undefined
        ? jobs.map((loaded) => ({ loaded, plan: core.planOffline(loaded.job) }))
        : await planAll(cluster, jobs);
    const refused = answers.flatMap((answer) => ("refusal" in answer ? [answer] : []));
    const [first] = refused;
    if (answers.length === 1 && first !== undefined) throw first.refusal;
    const planned = answers.flatMap((answer) => ("plan" in answer ? [answer] : []));
    const shown = planned.map(({ loaded: { file, job, secrets }, plan: clear }): PlannedFile => {
      const plan = core.maskPlan(clear, secrets);
      return { file, job: job.ID ?? "", verdict: core.planVerdict(plan, job, comparedWith), plan };
    });
    const summary = core.summarizePlans(
      shown.map(({ verdict }) => verdict),
      refused.length,
    );
    const style = textStyle(this.terminal.out);
    for (const [index, { file, plan, verdict }] of shown.entries()) {
      if (jobs.length > 1 && verdict.kind === "unchanged") continue;
      const options = {
        file,
        runOptions: runOptions(flags),
        now: new Date(),
        diff: flags.diff,
        verbose: flags.verbose,
        style,
        comparedWith,
      };
      this.print(core.renderPlan(plan, planned[index]?.loaded.job ?? {}, options));
    }
    this.print(core.renderPlanSummary(summary, comparedWith, style));
    for (const { loaded, refusal } of refused) this.note(this.refusalText(loaded.file, refusal));
    if (cluster === undefined) {
      this.note(
        "no Nomad answers at http://127.0.0.1:4646: planned offline. NOMAD_ADDR points nomadx at a cluster.",
      );
    }
    if (flags.out !== undefined && refused.length === 0) await this.save(flags.out, planned, comparedWith);
    if (refused.length > 0) this.exitWith("failed");
    else if (summary.changes && flags["detailed-exitcode"]) this.exitWith("changes");
    return {
      comparedWith,
      summary,
      jobs: shown,
      refused: refused.map(({ loaded: { file, job }, refusal }) => ({
        file,
        job: job.ID ?? "",
        text: refusal.request?.text ?? refusal.message,
      })),
    };
  }

  private refusalText(file: string, refusal: NomadxError): string {
    const { red, bold } = this.terminal.err;
    return `${red(bold("error:"))} ${file}: ${refusal.request?.text ?? refusal.message}`;
  }

  private async save(
    file: string,
    planned: readonly { readonly loaded: LoadedJob; readonly plan: JobPlanResponse }[],
    comparedWith: ComparedWith,
  ): Promise<void> {
    const { savePlan } = await import("../saved-plan.ts");
    const jobs = planned.map(({ loaded: { job, secrets }, plan }) => ({
      checkIndex: plan.JobModifyIndex,
      job,
      secrets,
    }));
    await savePlan(file, { comparedWith, jobs });
    this.note(`saved ${file}; it holds secret values in clear. Run it with: nomadx run ${file}`);
  }
}

function compared(cluster: Cluster | undefined): ComparedWith {
  if (cluster === undefined) return { kind: "empty cluster" };
  const { region, namespace } = cluster.config;
  return {
    kind: "server",
    address: cluster.client.address,
    ...(region !== undefined && { region }),
    ...(namespace !== undefined && { namespace }),
  };
}
