// @ts-check
// nomad/plan/text.jsonl: what `nomad job plan` prints, of a difference that we make ourselves. Where the job can run nowhere
// the server is not needed at all: the numbers, the failures and the exit code are our own, too.
import { ourDiff, previewNowhere } from "../job-diff.js";
import { checkPlanText, linesWithPlans } from "../plan-text.js";

/** @type {import("../run.js").Adapter} */
export const adapter = {
  files: /\/nomad\/plan\/text\.jsonl$/,
  aspect: "of our own diff",
  async *cases(file) {
    for await (const line of linesWithPlans(file)) {
      // Of a file in HCL the job is not given, and the job of before is in no line.
      if (line.new === undefined || line.old === undefined) continue;
      yield { id: line.id, check: () => checkPlanText({ ...line, plan: planOf(line) }) };
    }
  },
};

/** @param {any} line */
function planOf(line) {
  const plan = String(line.new.Datacenters) === "dc-none" ? previewNowhere(line) : { Diff: ourDiff(line) };
  return { ...line.plan, ...plan };
}
