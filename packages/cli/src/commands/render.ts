import { stringifyJson } from "@nomadx/core";
import { type ApiJob, writeHcl } from "@nomadx/core/jobspec";
import { maskJob } from "@nomadx/core/plan";
import * as Flags from "@oclif/core/flags";

import type { Cluster, ClusterFlagValues } from "../connect/cluster.ts";
import { clusterFlags } from "../flags/cluster-flags.ts";
import { inputArgs, inputFlags } from "../flags/input-flags.ts";
import type { LoadedInputs } from "../inputs/load-inputs.ts";
import type { LoadedJob } from "../inputs/read/loaded-job.ts";
import { JobCommand } from "../job-command.ts";

interface RenderAnswer {
  readonly jobs: readonly { readonly file: string; readonly Job: ApiJob; readonly written?: string }[];
}

export default class Render extends JobCommand {
  static override summary = "Write jobs as HCL or as the JSON of Nomad's API.";

  static override examples = [
    "<%= config.bin %> render jobs/httpbackend.ts",
    "<%= config.bin %> render jobs/*.ts --out rendered",
    "<%= config.bin %> render jobs/httpbackend.ts --format json | nomad job run -json -",
  ];

  static override args = { ...inputArgs };

  static override flags = {
    ...inputFlags,
    ...clusterFlags,
    format: Flags.option({
      options: ["hcl", "json"] as const,
      default: "hcl" as const,
      summary: 'HCL, or the API\'s JSON as `nomad job run -json` takes it: {"Job": …}.',
    })(),
    out: Flags.string({ helpValue: "DIR", summary: "Write one file per job into this directory instead." }),
    "show-secrets": Flags.boolean({ summary: "Write secret values, too, instead of (sensitive)." }),
  };

  async run(): Promise<RenderAnswer> {
    const { args, flags } = await this.parse(Render);
    const inputs = await this.readJobs(args.files, flags, await this.clusterForHcl(args.files, flags));
    if (flags["show-secrets"]) this.showSecrets();
    const shown = flags["show-secrets"] ? inputs.jobs.map(({ job }) => job) : await this.masked(inputs.jobs);
    const texts = flags.format === "json" ? shown.map(apiText) : await this.hclTexts(inputs, shown);
    const written = flags.out === undefined ? [] : await writeAll(flags.out, shown, texts, flags.format);
    if (flags.out === undefined) this.printExactly(texts.join("\n"));
    for (const file of written) this.note(`wrote ${file}`);
    return {
      jobs: shown.map((job, index) => {
        const file = written[index];
        return {
          file: inputs.jobs[index]?.file ?? "",
          Job: job,
          ...(file !== undefined && { written: file }),
        };
      }),
    };
  }

  /** Only files in HCL need a server. */
  private async clusterForHcl(
    files: readonly string[],
    flags: ClusterFlagValues,
  ): Promise<Cluster | undefined> {
    const mayBeHcl = files.some((file) => !/\.(?:[mc]?[jt]s|json)$/.test(file));
    return mayBeHcl ? this.openClusterIfAny(flags) : undefined;
  }

  private async masked(loaded: readonly LoadedJob[]): Promise<ApiJob[]> {
    const jobs = loaded.map(({ job, secrets }) => maskJob(job, secrets));
    if (jobs.some((job, index) => stringifyJson(job) !== stringifyJson(loaded[index]?.job))) {
      this.note("warning: secret values are written as (sensitive); use --show-secrets for text to deploy");
    }
    return jobs;
  }

  private async hclTexts(inputs: LoadedInputs, shown: readonly ApiJob[]): Promise<string[]> {
    const rendered = shown.map((job) => writeHcl(job));
    const located = rendered.map(async ({ diagnostics }, index) => {
      const job = inputs.jobs[index];
      return diagnostics.length === 0 || job === undefined ? diagnostics : inputs.locate(job, diagnostics);
    });
    await this.report((await Promise.all(located)).flat(), inputs.readSource);
    return rendered.map(({ text }) => text);
  }
}

function apiText(job: ApiJob): string {
  return `${stringifyJson({ Job: sorted(job) }, 4)}\n`;
}

/** Keys in the order of the alphabet, as Nomad prints them. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  );
}

async function writeAll(
  directory: string,
  jobs: readonly ApiJob[],
  texts: readonly string[],
  format: "hcl" | "json",
): Promise<string[]> {
  const { writeFiles } = await import("../output/write-files.ts");
  const extension = format === "hcl" ? "nomad.hcl" : "json";
  return writeFiles(
    directory,
    jobs.map((job, index) => ({ name: `${job.ID ?? ""}.${extension}`, text: texts[index] ?? "" })),
  );
}
