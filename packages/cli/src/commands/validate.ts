import { isFailure, type Finding } from "@nomadx/core";
import * as Flags from "@oclif/core/flags";

import { openClusterIfAny } from "../connect/cluster.ts";
import { clusterFlags } from "../flags/cluster-flags.ts";
import { inputArgs, inputFlags } from "../flags/input-flags.ts";
import { lintFlags } from "../flags/lint-flags.ts";
import { findJob } from "../inputs/find-job.ts";
import { loadJobs, reportProblems } from "../inputs/read-jobs.ts";
import { criticalFindings } from "../routes/critical-findings.ts";
import { command } from "../command/command.ts";
import { oneLine } from "../terminal/clean-text.ts";

interface ValidateAnswer {
  readonly valid: true;
  /** Whose verdict it is: the server's own, or only what can be checked without one. */
  readonly checkedBy: { readonly kind: "server"; readonly address: string } | { readonly kind: "offline" };
  readonly jobs: readonly {
    readonly file: string;
    readonly job: string;
    readonly warnings: readonly string[];
  }[];
}

export default command({
  summary: "Check jobs by Nomad's rules; where a Nomad server answers, ask for its verdict, too.",
  description: "Exits with 3 when a job is not valid; with --strict when something is to be warned of, too.",
  examples: [
    "<%= config.bin %> validate jobs/",
    "<%= config.bin %> validate 'jobs/**/*.ts'",
    "<%= config.bin %> validate jobs/ --strict --verbose",
  ],
  args: { ...inputArgs },
  flags: {
    ...inputFlags,
    ...clusterFlags,
    ...lintFlags,
    strict: Flags.boolean({ summary: "Warnings count as errors." }),
    verbose: Flags.boolean({ summary: "Show Nomad's own words with each of its rules, too." }),
  },
  async run({ args, flags }, context): Promise<ValidateAnswer> {
    const { terminal, report } = context;
    if (flags.verbose) report.quotesServers();
    const cluster = await openClusterIfAny(flags, context);
    const inputs = await loadJobs(args.files, flags, context, cluster);
    const { judgeJobs } = await import("../deploy/judge-jobs.ts");
    const judged = await judgeJobs(inputs, cluster);
    const jobs = inputs.jobs.map(({ job }) => job);
    const critical = await criticalFindings(jobs, flags, context, inputs);
    for (const { loaded, onlyServerAccepts } of judged) {
      if (!onlyServerAccepts) continue;
      const name = JSON.stringify(loaded.job.ID ?? "");
      terminal.note(
        oneLine(
          `Nomad validates job ${name}, though it would not register it, or is another version than 2.0.5`,
        ),
      );
    }
    await reportProblems(
      [...inputs.diagnostics, ...judged.flatMap(({ findings }) => findings), ...critical],
      report,
      flags.strict ? isCounted : isFailure,
    );
    if (cluster === undefined) {
      terminal.note("checked offline: no Nomad server was asked. Set NOMAD_ADDR to ask one.");
    }
    for (const { file, job } of inputs.jobs)
      terminal.print(oneLine(`${file}: job "${job.ID ?? ""}" is valid`));
    return {
      valid: true,
      checkedBy:
        cluster === undefined ? { kind: "offline" } : { kind: "server", address: cluster.client.address },
      jobs: judged.map(({ loaded: { file, job }, findings }) => ({
        file,
        job: job.ID ?? "",
        warnings: [
          ...findings,
          ...critical.filter((finding) => findJob(inputs.jobs, finding)?.job === job),
        ].map(({ summary }) => summary),
      })),
    };
  },
});

function isCounted(finding: Finding): boolean {
  return isFailure(finding) || finding.severity === "warning";
}
