import type { ApiJob } from "@nomadx/core/jobspec";
import type { Diagnostic } from "@nomadx/core";

import type { Cluster } from "../connect/cluster.ts";
import { aboutJob, isAboutJob } from "../deploy/job-refusal.ts";
import { clusterFlags } from "../flags/cluster-flags.ts";
import { inputArgs, inputFlags } from "../flags/input-flags.ts";
import type { LoadedJob } from "../inputs/read/loaded-job.ts";
import { JobCommand } from "../job-command.ts";
import { serverErrors } from "../output/server-errors.ts";
import { serverWarnings } from "../output/server-warnings.ts";

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

export default class Validate extends JobCommand {
  static override summary = "Check jobs; where a Nomad server is reachable, with its own verdict, too.";

  static override examples = [
    "<%= config.bin %> validate jobs/",
    "<%= config.bin %> validate 'jobs/**/*.ts'",
  ];

  static override args = { ...inputArgs };

  static override flags = { ...inputFlags, ...clusterFlags };

  async run(): Promise<ValidateAnswer> {
    const { args, flags } = await this.parse(Validate);
    const cluster = await this.openClusterIfAny(flags);
    const inputs = await this.readJobs(args.files, flags, cluster);
    const verdicts = cluster === undefined ? [] : await askServer(cluster, inputs.jobs);
    await this.report(verdicts.flat(), inputs.readSource);
    if (cluster === undefined) {
      this.note("checked offline: Nomad's own rules were not asked. Set NOMAD_ADDR to ask a server.");
    }
    for (const { file, job } of inputs.jobs) this.print(`${file}: job "${job.ID ?? ""}" is valid`);
    return {
      valid: true,
      checkedBy:
        cluster === undefined ? { kind: "offline" } : { kind: "server", address: cluster.client.address },
      jobs: inputs.jobs.map(({ file, job }, index) => ({
        file,
        job: job.ID ?? "",
        warnings: (verdicts[index] ?? []).map(({ summary }) => summary),
      })),
    };
  }
}

/** The server's verdict on each job, as diagnostics about its file. */
function askServer(cluster: Cluster, jobs: readonly LoadedJob[]): Promise<Diagnostic[][]> {
  return Promise.all(
    jobs.map(async ({ file, job }) => {
      const { errors, warnings } = await verdictOn(withPlace(job, cluster), file, cluster);
      return [
        ...errors.map((text) => serverDiagnostic("error", text, file)),
        ...warnings.map((text) => serverDiagnostic("warning", text, file)),
      ];
    }),
  );
}

async function verdictOn(
  job: ApiJob,
  file: string,
  { client }: Cluster,
): Promise<{ errors: string[]; warnings: string[] }> {
  try {
    const { value } = await client.jobs.validate(job);
    const { ValidationErrors, Error, Warnings } = value;
    const errors = ValidationErrors.length > 0 ? ValidationErrors : [Error];
    return { errors: errors.flatMap(serverErrors), warnings: serverWarnings(Warnings) };
  } catch (error) {
    const text = isAboutJob(error) ? (error.request?.text ?? "") : "";
    // A few mistakes of a job are refused before they are judged.
    if (/^error in job|namespace/i.test(text)) return { errors: serverErrors(text), warnings: [] };
    throw aboutJob(error, { file, id: job.ID ?? "" });
  }
}

/** Unlike plan and register, validate does not fill these in. */
function withPlace(job: ApiJob, { config }: Cluster): ApiJob {
  return {
    ...job,
    Namespace: job.Namespace || config.namespace || "default",
    Region: job.Region || config.region || "global",
  };
}

function serverDiagnostic(severity: Diagnostic["severity"], text: string, file: string): Diagnostic {
  const start = { line: 1, column: 1, offset: 0 };
  return {
    severity,
    code: severity === "error" ? "NX301" : "NX302",
    summary: text.replaceAll(/\s+/g, " ").trim(),
    source: { file, start, end: start },
  };
}
