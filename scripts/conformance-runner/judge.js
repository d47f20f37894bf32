// @ts-check
// A thread in which cases run, and what becomes of it when a case does not end.
import { Worker } from "node:worker_threads";

/**
 * The verdict on the cases of one line of the report.
 * @typedef {{ total: number, remarks: import("./thread.js").Remark[] }} Tally
 */

/**
 * @typedef {object} Limits
 * @property {number} [caseMs] how long a case may take @default 20_000
 * @property {number} [unanswered] after so many cases of a line without an answer, the rest of it is not run @default 5
 */

/** One thread at a time, which judges one line of the report after the other. */
export class Judge {
  #progress = new Int32Array(new SharedArrayBuffer(8));
  #thread;
  #known;
  #limits;

  /**
   * @param {URL} known the module that lists known disagreements
   * @param {Limits} [limits]
   */
  constructor(known, { caseMs = 20_000, unanswered = 5 } = {}) {
    this.#known = known;
    this.#limits = { caseMs, unanswered };
  }

  /**
   * @param {string} adapter where its module is
   * @param {readonly string[]} files
   * @returns {Promise<Tally>}
   */
  async judge(adapter, files) {
    /** @type {import("./thread.js").Remark[]} */
    const remarks = [];
    /** @type {Partial<import("./thread.js").Job>} */
    let rest = {};
    for (let lost = 1; ; lost++) {
      this.#progress.fill(0);
      const end = await this.#run({ adapter, files, from: 0, ...rest }, remarks);
      if ("total" in end) return { total: end.total, remarks };
      const [begun = 0, ended = 0] = this.#progress;
      if (begun === ended) {
        // It is no case that went wrong, but what reads them.
        remarks.push({ id: `after ${ended} cases`, verdict: "disagrees", reason: end.broken });
        return { total: ended + 1, remarks };
      }
      rest = {
        from: ended,
        unanswered: end.broken,
        ...(lost >= this.#limits.unanswered && {
          abandoned: `not run: ${lost} cases before it had no answer`,
        }),
      };
    }
  }

  close() {
    return this.#thread?.terminate();
  }

  /**
   * @param {import("./thread.js").Job} job
   * @param {import("./thread.js").Remark[]} remarks
   * @returns {Promise<{ total: number } | { broken: string }>}
   */
  async #run(job, remarks) {
    const thread = (this.#thread ??= new Worker(new URL("thread.js", import.meta.url), {
      workerData: { progress: this.#progress.buffer, known: this.#known.href },
    }));
    const { promise, resolve } = withResolvers();
    let watch;
    const tooLong = `no answer within ${this.#limits.caseMs / 1000} s`;
    const onMessage = (/** @type {any} */ message) => {
      if (message === "ready") watch = this.#watch(() => resolve({ broken: tooLong }));
      else if ("remark" in message) remarks.push(message.remark);
      else resolve(message);
    };
    const onError = (/** @type {Error} */ error) => resolve({ broken: `ended its thread: ${error.message}` });
    const onExit = () => resolve({ broken: "ended its thread" });
    thread.on("message", onMessage).on("error", onError).on("exit", onExit);
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
    thread.postMessage(job);
    const end = await promise;
    clearInterval(watch);
    if ("broken" in end) {
      this.#thread = undefined;
      await thread.terminate();
    }
    thread.off("message", onMessage).off("error", onError).off("exit", onExit);
    return end;
  }

  /** @param {() => void} onStandstill called when nothing has moved for as long as a case may take */
  #watch(onStandstill) {
    let last = "";
    let since = Date.now();
    return setInterval(() => {
      const now = this.#progress.join();
      if (now !== last) [last, since] = [now, Date.now()];
      else if (Date.now() - since > this.#limits.caseMs) onStandstill();
    }, this.#limits.caseMs / 20);
  }
}

/** @returns {{ promise: Promise<any>, resolve: (value: any) => void }} */
function withResolvers() {
  let resolve = (/** @type {any} */ _value) => {};
  const promise = new Promise((settle) => (resolve = settle));
  return { promise, resolve };
}
