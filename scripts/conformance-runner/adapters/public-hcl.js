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
      // Each reading has other random identifiers.
      const isRandom = /uuidv4|bcrypt/.test(text)
        ? (/** @type {string} */ where) => /Meta|Env/.test(where)
        : undefined;
      yield {
        id: id ?? `${repo}/${path}`,
        async check() {
          const read = await readJob({ text, values: { files, lenient: true } });
          return error === undefined
            ? jobDifference(read, parsed, isRandom)
            : errorDifference(read.problems, error);
        },
      };
    }
  },
};
