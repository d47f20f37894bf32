import { summarizePlans } from "@nomadx/core/plan";
import * as Flags from "@oclif/core/flags";

import { command } from "../command/command.ts";
import type { Context } from "../command/context.ts";
import { openClusterIfAny } from "../connect/cluster.ts";
import { planAll, type Plans } from "../deploy/plan-all.ts";
import { planAnswer, type PlanAnswer } from "../deploy/plan-answer.ts";
import { refusedPlans, plannedFindings } from "../deploy/plan-findings.ts";
import { clusterFlags } from "../flags/cluster-flags.ts";
import { inputArgs, inputFlags } from "../flags/input-flags.ts";
import { lintFlags } from "../flags/lint-flags.ts";
import { inputContext, readValidJobs, reportProblems, type InputFlagValues } from "../inputs/read-jobs.ts";
import type { LoadedJob } from "../inputs/read/loaded-job.ts";
import type { PlansTextOptions } from "../output/plan-text.ts";
import { type PlanFlags, runOptions } from "../output/run-options.ts";
import { showPlans } from "../output/show-plans.ts";
import { criticalFindings, type LintFlagValues } from "../routes/critical-findings.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { oneLine } from "../terminal/clean-text.ts";

export default command({
  summary: "Show what would change, and whether the cluster has room for it.",
  description:
    "If no address is given and no Nomad answers, plans against an empty cluster: then the whole job is new.",
  examples: [
    "<%= config.bin %> plan jobs/httpbackend.ts",
    "<%= config.bin %> plan jobs/ --detailed-exitcode",
    "<%= config.bin %> plan jobs/ --against git:main",
    "<%= config.bin %> plan jobs/ --out plan.json && <%= config.bin %> run plan.json",
  ],
  args: { ...inputArgs },
  flags: {
    ...inputFlags,
    ...clusterFlags,
    ...lintFlags,
    "detailed-exitcode": Flags.boolean({ summary: "Exit with 2 when anything would change." }),
    diff: Flags.boolean({ allowNo: true, default: true, summary: "Show the difference." }),
    verbose: Flags.boolean({ summary: "Show the contents of new and removed groups and tasks, too." }),
    against: Flags.string({
      helpValue: "JOBS",
      exclusive: ["out"],
      summary:
        "Compare with other jobs, not with a cluster: a file, a folder, or git:REF[:PATH], the same files in a commit.",
    }),
    out: Flags.string({
      helpValue: "FILE",
      summary:
        "Save the plan with its jobs and check-indexes, for `run FILE`. The file holds secrets in clear text.",
    }),
  },
  async run({ args, flags }, context): Promise<PlanAnswer> {
    const { terminal, report, exitWith } = context;
    const { against } = flags;
    const cluster = against === undefined ? await openClusterIfAny(flags, context) : undefined;
    const inputs = await readValidJobs(args.files, flags, context, cluster);
    const { jobs } = inputs;
    const critical = await criticalFindings(
      jobs.map(({ job }) => job),
      flags,
      context,
      inputs,
    );
    await reportProblems(critical, report);
    const plans =
      against === undefined
        ? await planAll(cluster, inputs)
        : await planAgainstOthers(against, { jobs, files: args.files }, flags, context);
    const verdicts = plans.planned.map(({ verdict }) => verdict);
    const summary = summarizePlans(verdicts, plans.refused.length);
    await showPlans(plans, summary, shownAs(flags, args.files), context);
    await report.tell(await refusedPlans(plans, inputs));
    report.add(plannedFindings(plans));
    if (cluster === undefined && against === undefined) {
      terminal.note(
        "no Nomad answers at http://127.0.0.1:4646: planned offline. Set NOMAD_ADDR to plan against a cluster.",
      );
    }
    if (flags.out !== undefined) await save(flags.out, plans, flags, terminal);
    if (plans.refused.length > 0) exitWith("failed");
    else if (summary.changes && flags["detailed-exitcode"]) exitWith("changes");
    return planAnswer(plans, summary);
  },
});

async function planAgainstOthers(
  source: string,
  { jobs, files }: { readonly jobs: readonly LoadedJob[]; readonly files: readonly string[] },
  flags: InputFlagValues,
  context: Context,
): Promise<Plans> {
  const [{ readOthers }, { planAgainst }] = await Promise.all([
    import("../inputs/read-others.ts"),
    import("../deploy/plan-against.ts"),
  ]);
  const others = await readOthers(source, files, await inputContext(flags, context));
  context.terminal.keepSecret(others.flatMap(({ secrets }) => secrets));
  return planAgainst({ source, jobs: others }, jobs);
}

function shownAs(
  flags: PlanFlags & Pick<PlansTextOptions, "diff" | "verbose"> & Pick<InputFlagValues, "stdin-filename">,
  files: readonly string[],
): Omit<PlansTextOptions, "palette" | "now"> {
  const { diff, verbose } = flags;
  const isStdin = files.every((file) => file === "-");
  const stdin = isStdin ? { filename: flags["stdin-filename"] } : undefined;
  return { diff, verbose, runOptions: runOptions(flags), stdin };
}

async function save(
  file: string,
  { comparedWith, planned, refused }: Plans,
  { "allow-lint": allowed }: LintFlagValues,
  terminal: Terminal,
): Promise<void> {
  if (refused.length > 0)
    return terminal.note(oneLine(`not saved to ${file}: not all jobs could be planned`));
  const { savePlan } = await import("../deploy/saved-plan.ts");
  const { jobSource } = await import("../deploy/job-source.ts");
  const jobs = planned.map(({ loaded, clear }) => ({
    checkIndex: clear.JobModifyIndex,
    job: loaded.job,
    secrets: loaded.secrets,
    source: jobSource(loaded),
  }));
  await savePlan(file, { comparedWith, jobs });
  const options = allowed.map((code) => ` --allow-lint ${code}`).join("");
  terminal.note(
    oneLine(`saved ${file}; it holds secret values in clear text. Run it with: nomadx run ${file}${options}`),
  );
}
