// @ts-check
// nomad/validate/json.jsonl: the verdict of a server on jobs.
import { caseServer, vaultServer, verdictDifference } from "../register-verdict.js";
import { linesOf } from "../stored-job.js";

/** @type {import("../run.js").Adapter} */
export const adapter = {
  files: /\/nomad\/validate\/json\.jsonl$/,
  aspect: "verdict",
  async *cases(file) {
    for await (const { id, job, prior, server, extra = {}, register, accepted, warnings } of linesOf(file)) {
      // Requests that are wrong as texts are looked at in nomad-validate-decoded.js.
      if (job === undefined) continue;
      yield {
        id,
        check: () =>
          verdictDifference(
            job,
            {
              server: server === "vault" ? vaultServer : caseServer,
              prior: prior === undefined ? null : { ...prior, JobModifyIndex: someIndex },
              request: requestOf(extra),
            },
            { accepted, warnings, text: typeof register.body === "string" ? register.body : "" },
          ),
      };
    }
  },
};

/** The cases do not say which index their registered job had; it is none that they ask for. */
const someIndex = 1000;

/** @param {any} extra the fields beside the job */
function requestOf({ Region, EnforceIndex, JobModifyIndex, EvalPriority, Submission }) {
  return {
    ...(Region !== undefined && { region: Region }),
    ...(EnforceIndex === true && { checkIndex: JobModifyIndex }),
    ...(EvalPriority !== undefined && { evalPriority: EvalPriority }),
    ...(Submission !== undefined && { sourceBytes: sizeOf(Submission.Source) }),
  };
}

/** A text, or what stands for a long one. @param {string | { repeat: [string, number] }} text */
function sizeOf(text) {
  return typeof text === "string" ? text.length : text.repeat[1];
}
