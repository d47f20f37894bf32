// @ts-check
// nomad/plan/diff.jsonl: jobs at which the server's handler crashed.
import { linesOf } from "../stored-job.js";
import { hasCrashed } from "./nomad-plan-refused.js";

/** @type {import("../run.js").Adapter} */
export const adapter = {
  files: /\/nomad\/plan\/diff\.jsonl$/,
  aspect: "crashed",
  async *cases(file) {
    for await (const line of linesOf(file)) {
      if (line.plan === null || !("error" in line.plan) || !hasCrashed(line)) continue;
      yield { id: line.id, check: () => "we compare these jobs all the same" };
    }
  },
};
