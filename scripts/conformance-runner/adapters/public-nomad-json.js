// @ts-check
// public/nomad-json.jsonl: the verdict of a server on jobs that people keep as JSON.
import { library } from "../library.js";
import { publicServer, verdictDifference } from "../register-verdict.js";
import { linesOf } from "../stored-job.js";

const { parseJson } = await library("");

/** @type {import("../run.js").Adapter} */
export const adapter = {
  files: /\/public\/nomad-json\.jsonl$/,
  async *cases(file) {
    for await (const { id, repo, path, text, register } of linesOf(file)) {
      yield {
        id: id ?? `${repo}/${path}`,
        check() {
          const { accepted, text: refusal = "", warnings = "" } = register;
          let given;
          try {
            given = parseJson(text);
          } catch (error) {
            return accepted ? `accepted, and ours is no JSON: ${error}` : undefined;
          }
          return verdictDifference(
            given,
            { server: publicServer, prior: null },
            { accepted, text: refusal, warnings: [warnings] },
          );
        },
      };
    }
  },
};
