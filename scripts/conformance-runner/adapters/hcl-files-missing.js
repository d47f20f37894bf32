// @ts-check
// hcl/files.jsonl: files of values that are named and not there.
import { linesOf } from "../stored-job.js";
import { missingFile } from "./hcl-files.js";

/** @type {import("../run.js").Adapter} */
export const adapter = {
  files: /\/hcl\/files\.jsonl$/,
  aspect: "missing files",
  async *cases(file) {
    for await (const { id, input } of linesOf(file)) {
      const missing = missingFile(input);
      if (missing !== undefined) yield { id, check: () => `the library is not told of ${missing}` };
    }
  },
};
