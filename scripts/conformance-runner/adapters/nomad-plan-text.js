// @ts-check
// nomad/plan/text.jsonl: a case a line. What the server answered is printed.
import { checkPlanText, linesWithPlans } from "../plan-text.js";

/** @type {import("../run.js").Adapter} */
export const adapter = {
  files: /\/nomad\/plan\/text\.jsonl$/,
  async *cases(file) {
    for await (const line of linesWithPlans(file)) yield { id: line.id, check: () => checkPlanText(line) };
  },
};
