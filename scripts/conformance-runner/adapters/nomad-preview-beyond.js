// @ts-check
// nomad/plan/annotated.jsonl: the cases of which a preview says that it does not look at what they are about.
import { linesOf } from "../stored-job.js";
import { isBeyond } from "./nomad-preview.js";

/** @type {import("../run.js").Adapter} */
export const adapter = {
  files: /\/nomad\/plan\/annotated\.jsonl$/,
  aspect: "preview of preemption and returning clients",
  async *cases(file) {
    for await (const line of linesOf(file)) {
      if (line.plan === null || "error" in line.plan || !isBeyond(line)) continue;
      yield { id: line.id, check: () => "neither preemption nor clients that come back are looked at" };
    }
  },
};
