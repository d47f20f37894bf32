// @ts-check
// nomad/validate/hcl.jsonl: what `POST /v1/jobs/parse` makes of a text.
import { errorDifference, jobDifference, readJob } from "../hcl-job.js";
import { linesOf } from "../stored-job.js";

/** @type {import("../run.js").Adapter} */
export const adapter = {
  files: /\/nomad\/validate\/hcl\.jsonl$/,
  async *cases(file) {
    for await (const { id, hcl, extra = {}, parse } of linesOf(file)) {
      yield {
        id,
        async check() {
          // The types of the library take nothing else.
          if (typeof (extra.Canonicalize ?? false) !== "boolean")
            return parse.status === 200 ? "the server takes it" : undefined;
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
