// @ts-check
// nomad/validate/hcl.jsonl: requests that are wrong around the text.
import { linesOf } from "../stored-job.js";
import { isRequestOfWrongTypes } from "./nomad-validate-hcl.js";

/** @type {import("../run.js").Adapter} */
export const adapter = {
  files: /\/nomad\/validate\/hcl\.jsonl$/,
  aspect: "request",
  async *cases(file) {
    for await (const { id, extra } of linesOf(file)) {
      if (isRequestOfWrongTypes(extra)) yield { id, check: () => "the library reads texts, not requests" };
    }
  },
};
