// @ts-check
// public/hcl.jsonl: the job of the TypeScript that a job file is imported into, where a server takes the file.
import { importedDifference } from "../imported-job.js";
import { linesOf } from "../stored-job.js";
import { changesEachTime } from "./public-hcl.js";

/** @type {import("../run.js").Adapter} */
export const adapter = {
  files: /\/public\/hcl\.jsonl$/,
  aspect: "imported",
  async *cases(file) {
    for await (const { id, repo, path, text, variables, parsed } of linesOf(file)) {
      if (parsed === undefined) continue;
      const files = variables === undefined ? [] : [{ file: "variables", text: variables }];
      yield {
        id: id ?? `${repo}/${path}`,
        check: () =>
          importedDifference({ text, values: { files, lenient: true } }, parsed, changesEachTime(text)),
      };
    }
  },
};
