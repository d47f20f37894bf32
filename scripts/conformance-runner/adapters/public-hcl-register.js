// @ts-check
// public/hcl.jsonl: `register`, the verdict of a server on `parsed`.
import { publicServer, verdictDifference } from "../register-verdict.js";
import { linesOf } from "../stored-job.js";

/** @type {import("../run.js").Adapter} */
export const adapter = {
  files: /\/public\/hcl\.jsonl$/,
  aspect: "register",
  async *cases(file) {
    for await (const { id, repo, path, parsed, register } of linesOf(file)) {
      // An answer of Consul about a configuration entry is no verdict on the job.
      if (register === undefined || register.text?.startsWith("Put ")) continue;
      yield {
        id: id ?? `${repo}/${path}`,
        check: () =>
          verdictDifference(
            parsed,
            { server: publicServer, prior: null },
            { accepted: register.accepted, text: register.text ?? "", warnings: [register.warnings ?? ""] },
          ),
      };
    }
  },
};
