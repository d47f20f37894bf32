// @ts-check
// nomad/validate/hcl.jsonl: what `POST /v1/jobs/parse` makes of a text.
import { errorDifference, jobDifference, readJob } from "../hcl-job.js";
import { linesOf } from "../stored-job.js";

/** @type {import("../run.js").Adapter} */
export const adapter = {
  files: /\/nomad\/validate\/hcl\.jsonl$/,
  async *cases(file) {
    for await (const { id, hcl, extra = {}, parse } of linesOf(file)) {
      // See nomad-validate-request.js.
      if (isRequestOfWrongTypes(extra)) continue;
      yield {
        id,
        async check() {
          const files = extra.Variables ? [{ file: "variables", text: extra.Variables }] : [];
          const read = await readJob({
            text: extra.JobHCL ?? hcl,
            values: { files, lenient: true },
            canonicalize: extra.Canonicalize ?? false,
          });
          return parse.status === 200
            ? jobDifference(read, parse.job)
            : errorDifference(read.problems, parse.error ?? "");
        },
      };
    }
  },
};

/** Whether a request has a value that the library's types do not let anybody give. @param {any} extra */
export function isRequestOfWrongTypes(extra) {
  return typeof (extra?.Canonicalize ?? false) !== "boolean";
}
