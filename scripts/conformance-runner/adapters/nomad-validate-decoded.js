// @ts-check
// nomad/validate/json.jsonl: what Nomad's HTTP layer says of a request before any rule is asked: JSON, types, null in lists.
import { library } from "../library.js";
import { linesOf } from "../stored-job.js";

const { stringifyJson } = await library("");
const { readApiText } = await library("/jobspec/json");

/** @type {import("../run.js").Adapter} */
export const adapter = {
  files: /\/nomad\/validate\/json\.jsonl$/,
  aspect: "decoded",
  async *cases(file) {
    for await (const { id, job, request, extra, register, accepted, dropped } of linesOf(file)) {
      // The server also crashes on blocks without what they need, which is for a rule to tell.
      const isCrash = dropped === true && JSON.stringify(job).includes("[null]");
      const isRefused = isCrash || (register.status === 400 && !isRule(register.body));
      // Whatever a rule refuses was decoded first: a reader may well know the rule.
      if (!isRefused && accepted !== true) continue;
      // Long texts stand in an abbreviated form.
      const text =
        request ?? stringifyJson({ Job: job, ...(JSON.stringify(extra)?.includes('"repeat"') ? {} : extra) });
      yield {
        id,
        check() {
          const { diagnostics } = readApiText({ file: "job.json", text });
          const errors = diagnostics.filter((/** @type {any} */ { severity }) => severity === "error");
          if (accepted === true) return errors.length === 0 ? undefined : `it was refused: ${shown(errors)}`;
          const field = / Go struct field \w+\.(\S+) of type /.exec(register.body)?.[1];
          if (errors.some((/** @type {any} */ { keys }) => field === undefined || leadTo(keys, field)))
            return undefined;
          return `nothing at ${field ?? "all"} but ${shown(diagnostics)}, where the server says ${register.body}`;
        },
      };
    }
  },
};

/** Checks that the HTTP layer makes of what was decoded. @param {string} body */
function isRule(body) {
  return /do not support scaling blocks|Eval priority/.test(body);
}

/** Whether steps into the request lead to a field as Go names it: without indexes and keys of maps. @param {readonly (string | number)[]} keys @param {string} field */
function leadTo(keys, field) {
  const names = field.split(".");
  for (const key of keys) if (key === names[0]) names.shift();
  return names.length === 0;
}

/** @param {readonly any[]} diagnostics */
function shown(diagnostics) {
  return diagnostics.map(({ code, path, summary }) => `${code} ${path} ${summary}`).join("; ");
}
