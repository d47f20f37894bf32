import * as Args from "@oclif/core/args";
import * as Flags from "@oclif/core/flags";

import { command } from "../command/command.ts";
import { clusterFlags } from "../flags/cluster-flags.ts";
import { inputFlags } from "../flags/input-flags.ts";
import { importAll, type ImportAnswer } from "../import/import-all.ts";

export default command({
  summary: "Write jobs in HCL or JSON, or of a cluster, as TypeScript, and prove that they are the same.",
  description:
    "The new file is loaded, and its job compared with the old one's: for the values given to variables, and for their defaults. Nothing is written unless all of the jobs are the same.",
  examples: [
    "<%= config.bin %> import web.nomad.hcl",
    "<%= config.bin %> import jobs/*.nomad --var image=web:2 --out jobs/ts",
    "<%= config.bin %> import --from-cluster web --out web.ts",
  ],
  args: {
    files: Args.string({
      multiple: true,
      ignoreStdin: true,
      description: "Job files in HCL or JSON, directories, patterns, or - for standard input.",
    }),
  },
  flags: {
    ...inputFlags,
    ...clusterFlags,
    "from-cluster": Flags.string({
      multiple: true,
      multipleNonGreedy: true,
      default: [],
      helpValue: "JOB",
      summary: "Import a job as the cluster has it; what the server added to it is left out.",
    }),
    out: Flags.string({
      helpValue: "PATH",
      summary: "Write this file, or into this directory, or to stdout (-), instead of beside the source.",
    }),
    force: Flags.boolean({ summary: "Replace files that are there already." }),
  },
  run: ({ args, flags }, context): Promise<ImportAnswer> => importAll(args.files ?? [], flags, context),
});
