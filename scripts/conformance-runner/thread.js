// @ts-check
// A thread that runs cases: one that never ends, or takes the whole process with it, is ended together with its thread.
import { parentPort, workerData } from "node:worker_threads";

/**
 * The cases of one line of the report.
 * @typedef {object} Job
 * @property {string} adapter where its module is
 * @property {readonly string[]} files
 * @property {number} from how many cases have a verdict already
 * @property {string} [unanswered] why the case at `from` has no verdict: it is not run again
 * @property {string} [abandoned] why none of the cases that are left is run
 */

/**
 * Sends the verdict on a case; of one that agrees, nothing. `agrees` is of one that is known to disagree, and does not.
 * @typedef {{ id: string, verdict: "disagrees" | "known" | "agrees", reason: string }} Remark
 */

const port = parentPort;
if (port === null) throw new Error("thread.js runs in a thread");
/** How many cases have been begun and ended: seen from outside, also while a case runs. */
const progress = new Int32Array(workerData.progress);
/** @type {readonly import("./known-disagreements.js").KnownDisagreement[]} */
const known = (await import(workerData.known)).known;

port.on("message", async (/** @type {Job} */ job) => {
  try {
    port.postMessage({ total: await judge(job) });
  } catch (error) {
    port.postMessage({ broken: messageOf(error) });
  }
});

/** @param {Job} job */
async function judge({ adapter: module, files, from, unanswered, abandoned }) {
  /** @type {{ adapter: import("./run.js").Adapter }} */
  const { adapter } = await import(module);
  port?.postMessage("ready");
  let index = 0;
  for (const file of files) {
    const listed = known.filter(({ files: which, aspect }) => which.test(file) && aspect === adapter.aspect);
    for await (const { id, check } of adapter.cases(file)) {
      Atomics.store(progress, 0, index + 1);
      if (index >= from) {
        const notRun = index === from ? (unanswered ?? abandoned) : abandoned;
        const remark = remarkOn(id, notRun ?? (await reasonOf(check)), listed);
        if (remark !== undefined) port?.postMessage({ remark });
      }
      index++;
      Atomics.store(progress, 1, index);
    }
  }
  return index;
}

/**
 * @param {string} id
 * @param {string | undefined} reason why it disagrees
 * @param {readonly import("./known-disagreements.js").KnownDisagreement[]} listed
 * @returns {Remark | undefined}
 */
function remarkOn(id, reason, listed) {
  const entry = listed.find(({ ids }) => ids.test(id));
  if (entry === undefined) return reason === undefined ? undefined : { id, verdict: "disagrees", reason };
  return reason === undefined
    ? { id, verdict: "agrees", reason: `agrees, and is known to disagree: take ${entry.ids} off the list` }
    : { id, verdict: "known", reason: entry.reason };
}

/** @param {import("./run.js").Case["check"]} check */
async function reasonOf(check) {
  try {
    return await check();
  } catch (error) {
    return `threw ${messageOf(error)}`;
  }
}

/** @param {unknown} error */
function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}
