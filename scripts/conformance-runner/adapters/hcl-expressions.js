// @ts-check
// hcl/expressions.jsonl: the value of an expression in a job file.
import { differing } from "../differing.js";
import { errorDifference, plain, readJob } from "../hcl-job.js";
import { linesOf } from "../stored-job.js";

/** @type {import("../run.js").Adapter} */
export const adapter = {
  files: /\/hcl\/expressions\.jsonl$/,
  async *cases(file) {
    for await (const given of linesOf(file)) yield { id: given.id, check: () => check(given) };
  },
};

/** @param {any} given */
async function check({ input, ...answer }) {
  const read = await readJob({ text: input.source, allowsFiles: input.via === "cli", files: input.files });
  const error = answer.error ?? answer.error_starts ?? answer.error_any_of?.[0];
  if (error !== undefined) return errorDifference(read.problems, error);
  if (read.problems.length > 0) return `it was refused: ${read.problems[0].code} ${read.problems[0].detail}`;
  const value = valueIn(read.job, input.context);
  if (answer.absent === true)
    return value === undefined ? undefined : "there is a value, where there is none";
  // The answer is random: only its kind is known.
  if (answer.shape !== undefined)
    return typeof value === typeof answer.example ? undefined : "of another kind";
  return differing({ value }, { value: plain(answer.result) });
}

/** @type {Readonly<Record<string, string>>} */
const fields = {
  "job.priority": "Priority",
  "job.type": "Type",
  "job.all_at_once": "AllAtOnce",
  "job.datacenters": "Datacenters",
};

/** @param {any} job @param {string} context */
function valueIn(job, context) {
  const task = job.TaskGroups?.[0]?.Tasks?.[0];
  if (context === "config") return task?.Config?.x;
  if (context === "meta") return task?.Meta?.x;
  return context === "task.kill_timeout" ? task?.KillTimeout : job[fields[context] ?? ""];
}
