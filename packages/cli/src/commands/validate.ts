import { openClusterIfAny } from "../connect/cluster.ts";
import { serverVerdicts } from "../deploy/server-verdicts.ts";
import { clusterFlags } from "../flags/cluster-flags.ts";
import { inputArgs, inputFlags } from "../flags/input-flags.ts";
import { lintFlags } from "../flags/lint-flags.ts";
import { readJobs, reportProblems } from "../inputs/read-jobs.ts";
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
  summary: "Check jobs; where a Nomad server answers, ask for its verdict, too.",
  examples: ["<%= config.bin %> validate jobs/", "<%= config.bin %> validate 'jobs/**/*.ts'"],
  args: { ...inputArgs },
  flags: { ...inputFlags, ...clusterFlags, ...lintFlags },
  async run({ args, flags }, context): Promise<ValidateAnswer> {
    const { terminal, report } = context;
    const cluster = await openClusterIfAny(flags, context);
    const inputs = await readJobs(args.files, flags, context, cluster);
    const verdicts = cluster === undefined ? [] : await serverVerdicts(cluster, inputs.jobs);
    const { deprecatedAttributes } = await import("@nomadx/core/jobspec");
    const old = await Promise.all(
      inputs.jobs.map((loaded) => inputs.locate(loaded, deprecatedAttributes(loaded.job))),
    );
    const jobs = inputs.jobs.map(({ job }) => job);
    const critical = await criticalFindings(jobs, flags, context, inputs);
    await reportProblems([...old.flat(), ...verdicts.flat(), ...critical], report);
    if (cluster === undefined) {
      terminal.note("checked offline: no Nomad server was asked. Set NOMAD_ADDR to ask one.");
    }
    for (const { file, job } of inputs.jobs)
      terminal.print(oneLine(`${file}: job "${job.ID ?? ""}" is valid`));
    return {
      valid: true,
      checkedBy:
        cluster === undefined ? { kind: "offline" } : { kind: "server", address: cluster.client.address },
      jobs: inputs.jobs.map(({ file, job }, index) => ({
        file,
        job: job.ID ?? "",
        warnings: [
          ...(old[index] ?? []),
          ...(verdicts[index] ?? []),
          ...critical.filter(({ job: name }) => name === (job.Name ?? job.ID)),
        ].map(({ summary }) => summary),
      })),
    };
  },
});
