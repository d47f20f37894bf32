// @ts-check
// nomad/plan/diff.jsonl: `oldStored`, what the server kept of `old`.
import { linesOf, storedDifference } from "../stored-job.js";

/** @type {import("../run.js").Adapter} */
export const adapter = {
  files: /\/nomad\/plan\/diff\.jsonl$/,
  aspect: "oldStored",
  async *cases(file) {
    for await (const { id, old, oldStored } of linesOf(file)) {
      if (oldStored !== undefined) yield { id, check: () => storedDifference(old, oldStored) };
    }
  },
};
