import { stringifyJson } from "@nomadx/core";
import { fabioJob } from "@nomadx/core/fabio";
import type { ApiJob } from "@nomadx/core/jobspec";

import { command } from "../../command/command.ts";
import { jobFile } from "../../fabio/job-file.ts";
import { fabioJobOptions } from "../../fabio/job-options.ts";
import { clusterFlags } from "../../flags/cluster-flags.ts";
import { fabioJobFlags } from "../../flags/fabio-job-flags.ts";
import { inputFlags } from "../../flags/input-flags.ts";

interface FabioJobAnswer {
  readonly Job: ApiJob;
}

export default command({
  summary: "Write a job that runs Fabio on every node, with its ports reserved.",
  examples: [
    "<%= config.bin %> fabio job --listen ':9999;proto=http' --listen ':9997;proto=tcp' > fabio.nomad.hcl",
    "<%= config.bin %> fabio job --from jobs/ --format ts > jobs/fabio.ts",
  ],
  flags: { ...fabioJobFlags, ...inputFlags, ...clusterFlags },
  async run({ flags }, context): Promise<FabioJobAnswer> {
    const { terminal } = context;
    const options = await fabioJobOptions(flags, context);
    const { readSpec, writeHcl } = await import("@nomadx/core/jobspec");
    const { job } = readSpec("fabio", fabioJob(options).job.fabio);
    if (flags.format === "hcl") terminal.printExactly(writeHcl(job).text);
    if (flags.format === "json") terminal.printExactly(`${stringifyJson({ Job: job }, 4)}\n`);
    if (flags.format === "ts") terminal.printExactly(jobFile(options));
    return { Job: job };
  },
});
