// @ts-check
// public/hcl.jsonl: `parsed` or `error`, what Nomad's parser makes of job files that people have published.
import { errorDifference, jobDifference, readJob } from "../hcl-job.js";
import { linesOf } from "../stored-job.js";

/** @type {import("../run.js").Adapter} */
export const adapter = {
  files: /\/public\/hcl\.jsonl$/,
  aspect: "parsed",
  async *cases(file) {
    for await (const { id, repo, path, text, variables, parsed, error } of linesOf(file)) {
      const files = variables === undefined ? [] : [{ file: "variables", text: variables }];
      yield {
        id: id ?? `${repo}/${path}`,
        async check() {
          const read = await readJob({ text, values: { files, lenient: true } });
          return error === undefined
            ? jobDifference(read, parsed, changesEachTime(text))
            : errorDifference(read.problems, error);
        },
      };
    }
  },
};

/** Where values stand that each reading of a text has others of: random identifiers. @param {string} text */
export function changesEachTime(text) {
  return /uuidv4|bcrypt/.test(text) ? (/** @type {string} */ where) => /Meta|Env/.test(where) : undefined;
}
