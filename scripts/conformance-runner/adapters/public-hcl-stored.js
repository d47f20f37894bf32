// @ts-check
// public/hcl.jsonl: `stored`, what the server kept of `parsed`.
import { linesOf, storedDifference } from "../stored-job.js";

/** @type {import("../run.js").Adapter} */
export const adapter = {
  files: /\/public\/hcl\.jsonl$/,
  aspect: "stored",
  async *cases(file) {
    for await (const { id, repo, path, parsed, stored } of linesOf(file)) {
      if (stored !== undefined)
        yield { id: id ?? `${repo}/${path}`, check: () => storedDifference(parsed, stored) };
    }
  },
};
