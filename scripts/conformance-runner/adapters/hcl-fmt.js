// @ts-check
// hcl/fmt.jsonl: what `nomad fmt` makes of texts, and what it says of those with syntax errors.
import { reportDifference } from "../hcl-syntax.js";
import { library } from "../library.js";
import { difference } from "../read-cases.js";
import { linesOf } from "../stored-job.js";

const { formatHcl } = await library("/hcl");

/** @type {import("../run.js").Adapter} */
export const adapter = {
  files: /\/hcl\/fmt\.jsonl$/,
  async *cases(file) {
    for await (const { id, input, result, error } of linesOf(file)) {
      // Files and folders: see hcl-fmt-command.js.
      if (typeof input !== "string") continue;
      yield {
        id,
        check: () => {
          const { text, diagnostics } = formatHcl(input);
          return error === undefined ? difference(text, result) : reportDifference(diagnostics, error, input);
        },
      };
    }
  },
};
