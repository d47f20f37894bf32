// @ts-check
// hcl/fmt.jsonl: what `nomad fmt` does with files and folders.
import { linesOf } from "../stored-job.js";

/** @type {import("../run.js").Adapter} */
export const adapter = {
  files: /\/hcl\/fmt\.jsonl$/,
  aspect: "command line",
  async *cases(file) {
    for await (const { id, input } of linesOf(file)) {
      if (typeof input !== "string") yield { id, check: () => "there is no command fmt" };
    }
  },
};
