// @ts-check
import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";

import { planCases } from "./plan-cases.js";
import { until, withRecordingAgent } from "./recording-agent.js";

/**
 * @typedef {import("./plan-cases.js").Json} Json
 * @typedef {import("./plan-cases.js").PlanCase} PlanCase
 */

/*
 * Records what a real Nomad says when it plans the jobs of plan-cases.js: the API's answer and what `nomad job plan`
 * prints, one file a case in fixtures/nomad/plans. Needs `nomad` on PATH and the right to run raw_exec tasks.
 *
 *   node scripts/record-plans.js            all cases
 *   node scripts/record-plans.js NAME...    these
 */

const PORT = 14946;
const ADDRESS = `http://127.0.0.1:${PORT}`;
const OUTPUT = join(dirname(fileURLToPath(import.meta.url)), "../fixtures/nomad/plans");

await withRecordingAgent({ httpPort: PORT }, async (agent) => {
  await until("a ready node", async () => {
    const nodes = await get("/v1/nodes");
    return nodes.some((/** @type {Json} */ node) => node["Status"] === "ready");
  });
  mkdirSync(OUTPUT, { recursive: true });
  const names = process.argv.slice(2);
  for (const planCase of planCases.filter(({ name }) => names.length === 0 || names.includes(name))) {
    const record = await recordCase(planCase, agent);
    writeFileSync(join(OUTPUT, `${planCase.name}.json`), toLines(record));
    console.log(planCase.name);
  }
});

/** @typedef {Pick<Parameters<Parameters<typeof withRecordingAgent>[1]>[0], "folder" | "env">} Agent */

/** @param {PlanCase} planCase @param {Agent} agent */
async function recordCase(planCase, agent) {
  const { name, about, old, new: planned, inTheMiddle = false, beside = [], options = [] } = planCase;
  for (const job of beside) await settle(job);
  if (old !== undefined) await settle(old);
  if (inTheMiddle) {
    await register(planned);
    await sleep(2000);
  }
  const plan = await post(`${pathOf(planned)}/plan`, { Job: planned, Diff: true });
  for (const victim of plan["Annotations"]?.["PreemptedAllocs"] ?? []) keepOnly(victim);
  const cli = [[], ...options].map((each) => runPlan(planned, each, agent));
  for (const job of [planned, ...beside]) await request("DELETE", `${pathOf(job)}?purge=true`);
  return { name, about, nomad: version(), job: planned, plan: withoutNoise(plan), cli };
}

/** @param {Json} job @param {readonly string[]} options @param {Agent} agent */
function runPlan(job, options, agent) {
  const { folder } = agent;
  const env = { ...agent.env, NOMAD_CLI_NO_COLOR: "1", TZ: "UTC" };
  writeFileSync(join(folder, "job.json"), JSON.stringify({ Job: job }));
  const args = ["job", "plan", ...options, "-json", "job.json"];
  const now = new Date().toISOString();
  const { stdout, stderr, status } = spawnSync("nomad", args, { cwd: folder, env, encoding: "utf8" });
  if (stderr !== "") throw new Error(`nomad ${args.join(" ")}: ${stderr}`);
  return { args, now, exit: status, stdout };
}

/** Registers a job and waits until its deployment, if it has one, is over and its allocations run. @param {Json} job */
async function settle(job) {
  await register(job);
  await until(`${pathOf(job)} to settle`, async () => {
    const evaluations = await get(`${pathOf(job)}/evaluations`);
    const deployments = await get(`${pathOf(job)}/deployments`);
    const allocations = await get(`${pathOf(job)}/allocations`);
    return (
      evaluations.every((/** @type {Json} */ { Status }) => Status === "complete") &&
      deployments.every((/** @type {Json} */ { Status }) => Status === "successful") &&
      allocations.every((/** @type {Json} */ { ClientStatus }) => ClientStatus === "running")
    );
  });
}

/** @param {Json} job */
function pathOf(job) {
  return `/v1/job/${String(job["ID"])}`;
}

/** @param {Json} job */
async function register(job) {
  await post("/v1/jobs", { Job: job });
}

/** Removes what changes from run to run and no plan shows. @param {Json} plan */
function withoutNoise(plan) {
  for (const metric of Object.values(/** @type {Record<string, Json>} */ (plan["FailedTGAllocs"] ?? {}))) {
    metric["AllocationTime"] = 0;
    metric["ScoreMetaData"] = null;
  }
  return { ...plan, CreatedEvals: null };
}

/** @param {Json} allocation */
function keepOnly(allocation) {
  const kept = new Set(["ID", "JobID", "JobType", "Namespace", "TaskGroup"]);
  for (const key of Object.keys(allocation)) if (!kept.has(key)) delete allocation[key];
}

/** A line for each part of a record, so that a change shows where it is and the file stays small. @param {Json} record */
function toLines(record) {
  const lines = Object.entries(record).map(
    ([key, value]) => `${JSON.stringify(key)}: ${JSON.stringify(value)}`,
  );
  return `{\n${lines.join(",\n")}\n}\n`;
}

function version() {
  return spawnSync("nomad", ["version"], { encoding: "utf8" }).stdout.split("\n")[0]?.replace("Nomad ", "");
}

/** @param {string} path */
function get(path) {
  return request("GET", path);
}

/** @param {string} path @param {Json} body */
function post(path, body) {
  return request("POST", path, body);
}

/** @param {string} method @param {string} path @param {Json} [body] */
async function request(method, path, body) {
  const response = await fetch(ADDRESS + path, {
    method,
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text}`);
  return JSON.parse(text);
}
