// @ts-check
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

import { library } from "./conformance-runner/library.js";
import { flows } from "./record-flows/flows.js";
import { trim } from "./record-flows/trim.js";
import { until, withRecordingAgent } from "./recording-agent.js";

/*
 * Records how jobs fare on a real Nomad: what is started, and what four blocking queries answer until it has ended, one
 * file a flow in fixtures/nomad/flows. The tests of following are fed with them. Needs a `nomad` with mock_driver on
 * PATH, and core built.
 *
 *   node scripts/record-flows.js            all flows
 *   node scripts/record-flows.js NAME...    these
 */

// Times in nanoseconds do not fit into a double.
const { parseJson, stringifyJson } = await library("");
const httpPort = 14816;
const address = `http://127.0.0.1:${httpPort}`;
const output = join(dirname(fileURLToPath(import.meta.url)), "../fixtures/nomad/flows");
const kinds = /** @type {const} */ (["evaluations", "deployments", "allocations", "job"]);

await withRecordingAgent({ httpPort }, async () => {
  await until("a ready node", async () => {
    const nodes = await call("GET", "/v1/nodes").catch(() => ({ body: [] }));
    return nodes.body.some(
      (/** @type {any} */ node) => node.Status === "ready" && node.Drivers.mock_driver.Healthy,
    );
  });
  mkdirSync(output, { recursive: true });
  const wanted = process.argv.slice(2);
  for (const [name, flow] of Object.entries(flows)) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    const lines = await record(`flow-${name}`, flow);
    writeFileSync(join(output, `${name}.jsonl`), lines.map((line) => `${stringifyJson(line)}\n`).join(""));
    console.log(`${name}: ${lines.length} lines`);
  }
});

/**
 * @param {string} jobId
 * @param {import("./record-flows/flows.js").Flow} flow
 */
async function record(jobId, flow) {
  const begun = Date.now();
  /** @type {object[]} */
  const lines = [];
  /** @type {Map<string, AbortController>} */
  const watched = new Map();
  const now = () => Date.now() - begun;

  /** @param {string} id */
  function watchJob(id) {
    if (watched.has(id)) return;
    const stop = new AbortController();
    watched.set(id, stop);
    for (const kind of kinds) void watch(id, kind, stop.signal);
  }

  /**
   * @param {string} id
   * @param {(typeof kinds)[number]} kind
   * @param {AbortSignal} signal
   */
  async function watch(id, kind, signal) {
    const path = `/v1/job/${encodeURIComponent(id)}${kind === "job" ? "" : `/${kind}`}`;
    let last = "";
    for (let index = 0; !signal.aborted;) {
      const askedAt = now();
      const answer = await call("GET", `${path}?index=${index}&wait=2s`, undefined, signal).catch(
        () => undefined,
      );
      if (answer === undefined) return;
      index = Math.max(1, answer.index);
      const body = answer.status === 404 ? null : trim(kind, answer.body);
      const text = stringifyJson(body);
      // Equal answers are left out, but that a list is still empty is news.
      if (text !== last || text === "[]") lines.push({ at: now(), askedAt, kind, jobId: id, body });
      if (answer.status === 404) await sleep(200);
      last = text;
    }
  }

  await flow({
    jobId,
    async start(method, path, body, follow = {}) {
      const { status, body: answer } = await call(method, path, body);
      if (status !== 200) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(answer)}`);
      // The answer of a launch names no job, that of its evaluation does.
      const launched = path.endsWith("/force")
        ? await call("GET", `/v1/evaluation/${answer.EvalID}`)
        : undefined;
      const id = answer.DispatchedJobID ?? launched?.body.JobID ?? jobId;
      lines.push({ at: now(), start: { jobId: id, evaluationId: answer.EvalID, ...follow } });
      watchJob(id);
      return id;
    },
    async call(method, path, body) {
      return (await call(method, path, body)).body;
    },
    until: (what, id, holds) => until(what, async () => holds(await stateOf(id))),
    sleep,
  });
  await sleep(500);
  for (const [id, stop] of watched) {
    stop.abort();
    await call("DELETE", `/v1/job/${encodeURIComponent(id)}?purge=true`);
  }
  await call("PUT", "/v1/system/gc");
  return lines;
}

/** @param {string} id */
async function stateOf(id) {
  const base = `/v1/job/${encodeURIComponent(id)}`;
  const [job, evaluations, deployments, allocations] = await Promise.all(
    ["", "/evaluations", "/deployments", "/allocations"].map((path) => call("GET", base + path)),
  );
  return {
    job: job?.status === 200 ? job.body : undefined,
    evaluations: evaluations?.body,
    deployments: deployments?.body,
    allocations: allocations?.body,
  };
}

/**
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 * @param {AbortSignal} [signal]
 */
async function call(method, path, body, signal) {
  const response = await fetch(address + path, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    ...(signal === undefined ? {} : { signal }),
  });
  const text = await response.text();
  const isJson = response.headers.get("content-type")?.startsWith("application/json") ?? false;
  return {
    status: response.status,
    index: Number(response.headers.get("x-nomad-index") ?? 0),
    body: isJson ? parseJson(text) : text,
  };
}
