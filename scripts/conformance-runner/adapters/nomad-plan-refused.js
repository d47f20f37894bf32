// @ts-check
// nomad/plan/diff.jsonl, annotated.jsonl and public/edits.jsonl: jobs that the server refused to register or to plan are
// refused by our rules, too.
import { library } from "../library.js";
import { caseServer } from "../register-verdict.js";
import { linesOf } from "../stored-job.js";

const { readApiJob } = await library("/jobspec");
const { validateJob } = await library("/jobspec/rules");

/** @type {import("../run.js").Adapter} */
export const adapter = {
  files: /\/(nomad\/plan\/(diff|annotated)|public\/edits)\.jsonl$/,
  aspect: "refused",
  async *cases(file) {
    for await (const line of linesOf(file)) {
      if (line.plan === null || !("error" in line.plan) || hasCrashed(line)) continue;
      yield { id: line.id, check: () => check(line) };
    }
  },
};

/** Whether the server gave no answer at all. @param {any} line */
export function hasCrashed({ plan }) {
  return plan.status === 0;
}

/** @param {any} line */
function check({ old, new: planned, plan }) {
  const { job, diagnostics } = readApiJob(plan.stage === "register" ? old : planned);
  const found = [...diagnostics, ...validateJob(job, { server: caseServer })];
  return found.some((/** @type {any} */ { severity }) => severity === "error")
    ? undefined
    : `not refused; the server says ${JSON.stringify(plan.error)}`;
}
