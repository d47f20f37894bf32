// @ts-check
// nomad/plan/diff.jsonl, annotated.jsonl and public/edits.jsonl: the difference that a server's plan shows, with what it
// says of the consequences, given the scheduler's numbers.
import { differing } from "../differing.js";
import { inOrder, ourDiff } from "../job-diff.js";
import { linesOf } from "../stored-job.js";

/** @type {import("../run.js").Adapter} */
export const adapter = {
  files: /\/(nomad\/plan\/(diff|annotated)|public\/edits)\.jsonl$/,
  aspect: "Diff",
  async *cases(file) {
    for await (const line of linesOf(file)) {
      if (line.plan === null || "error" in line.plan) continue;
      // People's jobs were sent to the one namespace that the server had, whatever they say.
      const sent = file.endsWith("/edits.jsonl") ? inDefaultNamespace(line) : line;
      yield { id: line.id, check: () => check(sent) };
    }
  },
};

/** @param {import("../job-diff.js").Line} line */
function check(line) {
  const isLoose = line.looseOrder === true;
  return differing(inOrder(ourDiff(line), isLoose), inOrder(line.plan.Diff, isLoose));
}

/** @param {import("../job-diff.js").Line} line */
function inDefaultNamespace(line) {
  const moved = (/** @type {any} */ job) => job && { ...job, Namespace: "default" };
  return { ...line, old: moved(line.old), new: moved(line.new) };
}
