import type { ApiJob } from "@nomadx/core/jobspec";
import * as Flags from "@oclif/core/flags";

import { command } from "../command/command.ts";
import { clusterFlags } from "../flags/cluster-flags.ts";
import { inputArgs, inputFlags } from "../flags/input-flags.ts";
import { readJobs } from "../inputs/read-jobs.ts";
import { jobFormats, maskJobs, renderJobs, writeJobs } from "../output/render-jobs.ts";
import { oneLine } from "../terminal/clean-text.ts";

interface RenderAnswer {
  readonly jobs: readonly { readonly file: string; readonly Job: ApiJob; readonly written?: string }[];
}

export default command({
  summary: "Write jobs as HCL or as the JSON of Nomad's API.",
  examples: [
    "<%= config.bin %> render jobs/httpbackend.ts",
    "<%= config.bin %> render jobs/*.ts --out rendered",
    "<%= config.bin %> render jobs/httpbackend.ts --format json | nomad job run -json -",
  ],
  args: { ...inputArgs },
  flags: {
    ...inputFlags,
    ...clusterFlags,
    format: Flags.option({
      options: jobFormats,
      default: "hcl" as const,
      summary: 'HCL, or the API\'s JSON as `nomad job run -json` takes it: {"Job": …}.',
    })(),
    out: Flags.string({ helpValue: "DIR", summary: "Write one file per job into this directory instead." }),
    "show-secrets": Flags.boolean({ summary: "Write secret values, too, instead of (sensitive)." }),
  },
  async run({ args, flags }, context): Promise<RenderAnswer> {
    const { terminal, report } = context;
    const { format, out } = flags;
    const inputs = await readJobs(args.files, flags, context);
    if (flags["show-secrets"]) terminal.showSecrets();
    const shown = flags["show-secrets"]
      ? inputs.jobs.map(({ job }) => job)
      : await maskJobs(inputs.jobs, report);
    const texts = await renderJobs(shown, format, inputs, report);
    const written = out === undefined ? [] : await writeJobs(out, shown, texts, format);
    if (out === undefined) terminal.printExactly(texts.join("\n"));
    for (const file of written) terminal.note(oneLine(`wrote ${file}`));
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
  },
});
