// @ts-check
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { until, withRecordingAgent } from "./recording-agent.js";

/** @typedef {Record<string, any>} Json */

/*
 * Records what a real Nomad answers to each call of the client, one exchange a file in fixtures/nomad/recordings.
 * Bodies are kept as the text that came, since JavaScript's JSON would round Nomad's 64-bit integers.
 * Starts two agents of its own, the second one with ACLs. Needs `nomad` on PATH and the right to run raw_exec tasks.
 *
 *   node scripts/record-nomad.js                       all of them, in place of those that are there
 *   node scripts/record-nomad.js nodes-list regions    these alone: a new call leaves the other files as they are
 */

const PORT = 14746;
const ADDRESS = `http://127.0.0.1:${PORT}`;
const OUTPUT = join(dirname(fileURLToPath(import.meta.url)), "../fixtures/nomad/recordings");
const HEADERS = ["x-nomad-index", "x-nomad-knownleader", "x-nomad-lastcontact", "x-nomad-nexttoken"];

const AGENT = `name = "recorder"
`;

const task = {
  Name: "server",
  Driver: "mock_driver",
  Config: { run_for: "1h" },
  Resources: { CPU: 20, MemoryMB: 16 },
};
const group = { Name: "web", Count: 2, Tasks: [task] };
const update = { MinHealthyTime: 1e8, HealthyDeadline: 10e9, HealthCheck: "task_states" };
const web = { ID: "web", Type: "service", Datacenters: ["dc1"], TaskGroups: [group], Update: update };
const canary = {
  ...web,
  TaskGroups: [{ ...group, Update: { ...update, Canary: 1 }, Meta: { release: "2" } }],
};
const failing = {
  ID: "team/report",
  Type: "batch",
  Datacenters: ["dc1"],
  TaskGroups: [
    {
      ...group,
      Name: "report",
      Count: 1,
      RestartPolicy: { Attempts: 0, Mode: "fail" },
      ReschedulePolicy: { Attempts: 0, Unlimited: false },
      Tasks: [
        {
          ...task,
          Name: "write",
          Driver: "raw_exec",
          Config: { command: "/bin/sh", args: ["-c", "echo first; echo second; echo oops >&2; exit 3"] },
        },
      ],
    },
  ],
};
// Nothing listens where its check looks.
const found = {
  ...web,
  ID: "found",
  TaskGroups: [
    {
      ...group,
      Count: 1,
      Networks: [{ DynamicPorts: [{ Label: "http" }] }],
      Services: [
        {
          ...{ Name: "found", Provider: "nomad", PortLabel: "http", Tags: ["b", "a"] },
          Checks: [{ Name: "alive", Type: "tcp", Interval: 1e9, Timeout: 1e9 }],
        },
      ],
    },
  ],
};
const homeless = { ...web, ID: "homeless", Datacenters: ["nowhere"] };
const invalid = { ...web, ID: "invalid", Priority: 500, TaskGroups: [{ ...group, Tasks: [] }] };
const hcl = 'job "tiny" {\n  group "g" {\n    task "t" {\n      driver = "mock_driver"\n    }\n  }\n}\n';

const wanted = process.argv.slice(2);
/** @type {Set<string>} */
const seen = new Set();

if (wanted.length === 0) rmSync(OUTPUT, { recursive: true, force: true });
mkdirSync(OUTPUT, { recursive: true });
await withRecordingAgent({ httpPort: PORT, config: AGENT }, recordCalls);
await withRecordingAgent(
  { httpPort: PORT, config: `${AGENT}\nacl {\n  enabled = true\n}\n` },
  recordRefusals,
);
const unknown = wanted.filter((name) => !seen.has(name));
if (unknown.length > 0) throw new Error(`no such recording: ${unknown.join(", ")}`);

async function recordCalls() {
  await until("a ready node", async () => (await get("/v1/nodes"))[0]?.["Status"] === "ready");
  await record("job-plan-new", "PUT", "/v1/job/web/plan", { Job: web, Diff: true });
  await record("job-register", "PUT", "/v1/jobs", { Job: web });
  await until("web to be deployed", async () => (await deploymentOf("web"))["Status"] === "successful");
  await record("job-plan-changed", "PUT", "/v1/job/web/plan", { Job: canary, Diff: true });
  await record("job-register-conflict", "PUT", "/v1/jobs", {
    Job: web,
    EnforceIndex: true,
    JobModifyIndex: 1,
  });
  await record("job-register-invalid", "PUT", "/v1/jobs", { Job: invalid });
  await record("job-validate", "PUT", "/v1/validate/job", { Job: web });
  await record("job-validate-invalid", "PUT", "/v1/validate/job", { Job: invalid });
  await record("job-parse", "PUT", "/v1/jobs/parse", { JobHCL: hcl, Variables: "", Canonicalize: false });
  await record("job-parse-error", "PUT", "/v1/jobs/parse", { JobHCL: hcl.replace("driver", "drivre") });

  await put("/v1/jobs", { Job: failing });
  await put("/v1/jobs", { Job: homeless });
  await until("the report to fail", async () => (await get("/v1/job/team%2Freport"))["Status"] === "dead");
  await record("job-read", "GET", "/v1/job/web");
  await record("job-read-slash", "GET", "/v1/job/team%2Freport");
  await record("job-not-found", "GET", "/v1/job/nothing");
  await record("job-summary", "GET", "/v1/job/web/summary");
  await record("job-allocations", "GET", "/v1/job/web/allocations");
  await record("job-evaluations", "GET", "/v1/job/homeless/evaluations");
  await record("job-deployments", "GET", "/v1/job/web/deployments");
  await record("job-deployment", "GET", "/v1/job/web/deployment");
  await record("job-deployment-none", "GET", "/v1/job/team%2Freport/deployment");
  await record("jobs-list", "GET", "/v1/jobs?prefix=web");
  await record("jobs-page", "GET", "/v1/jobs?per_page=1");

  const evaluations = await get("/v1/job/web/evaluations");
  const evaluation = evaluations.find((/** @type {Json} */ each) => each["TriggeredBy"] === "job-register");
  await record("evaluation-read", "GET", `/v1/evaluation/${evaluation["ID"]}`);
  await record("evaluation-allocations", "GET", `/v1/evaluation/${evaluation["ID"]}/allocations`);
  await record("evaluations-list", "GET", "/v1/evaluations?job=homeless");
  const [failed] = await get("/v1/job/team%2Freport/allocations");
  await record("allocation-read", "GET", `/v1/allocation/${failed["ID"]}`, undefined, withoutJob);
  const logs = `/v1/client/fs/logs/${failed["ID"]}?task=write&plain=true`;
  await record("allocation-logs", "GET", `${logs}&type=stdout&origin=end&offset=7`);
  await record("allocation-logs-unknown-task", "GET", `${logs.replace("write", "none")}&type=stdout`);
  await record("allocations-list", "GET", "/v1/allocations?filter=JobID+%3D%3D+%22web%22");

  await put("/v1/jobs", { Job: canary });
  await until("a canary", async () => (await deploymentOf("web"))["TaskGroups"]["web"]["PlacedAllocs"] === 1);
  const { ID: id } = await deploymentOf("web");
  await record("deployment-promote-early", "PUT", `/v1/deployment/promote/${id}`, {
    DeploymentID: id,
    All: true,
  });
  await until(
    "it to be healthy",
    async () => (await deploymentOf("web"))["TaskGroups"]["web"]["HealthyAllocs"] === 1,
  );
  await record("deployment-read", "GET", `/v1/deployment/${id}`);
  await record("deployment-allocations", "GET", `/v1/deployment/allocations/${id}`);
  await record("deployments-list", "GET", "/v1/deployments");
  await record("deployment-promote", "PUT", `/v1/deployment/promote/${id}`, { DeploymentID: id, All: true });
  await put("/v1/jobs", { Job: { ...canary, Meta: { release: "3" } } });
  await until("a third one", async () => (await deploymentOf("web"))["ID"] !== id);
  const { ID: last } = await deploymentOf("web");
  await record("deployment-fail", "PUT", `/v1/deployment/fail/${last}`);
  await record("deployment-fail-again", "PUT", `/v1/deployment/fail/${last}`);
  await record("job-versions", "GET", "/v1/job/web/versions?diffs=true");
  await record("job-stop", "DELETE", "/v1/job/web?purge=true");
  await record("job-stop-unknown", "DELETE", "/v1/job/nothing");

  await put("/v1/jobs", { Job: found });
  await until("its service", async () => (await get("/v1/service/found")).length === 1);
  const [{ AllocID: allocation }] = await get("/v1/service/found");
  const checks = `/v1/client/allocation/${allocation}/checks`;
  await until("its check", async () => JSON.stringify(await get(checks)).includes("failure"));
  await record("services-list", "GET", "/v1/services");
  await record("service-read", "GET", "/v1/service/found");
  await record("service-read-unknown", "GET", "/v1/service/nothing");
  await record("allocation-checks", "GET", checks);

  const [node] = await get("/v1/nodes");
  await record("nodes-list", "GET", "/v1/nodes", undefined, (nodes) => nodes.map(withoutMachine));
  await record("node-read", "GET", `/v1/node/${node["ID"]}`, undefined, withoutMachine);
  await record("agent-self", "GET", "/v1/agent/self", undefined, withoutSettings);
  await record("agent-members", "GET", "/v1/agent/members");
  await record("operator-raft", "GET", "/v1/operator/raft/configuration");
  await record("agent-health", "GET", "/v1/agent/health");
  await record("status-leader", "GET", "/v1/status/leader");
  await record("status-peers", "GET", "/v1/status/peers");
  await record("regions", "GET", "/v1/regions");
  await record("namespaces", "GET", "/v1/namespaces");
  await record("namespace-read", "GET", "/v1/namespace/default");
  await record("region-unknown", "GET", "/v1/jobs?region=nowhere");
}

async function recordRefusals() {
  await until("a leader", async () => (await get("/v1/status/leader")) !== "");
  await record("acl-no-token", "GET", "/v1/jobs");
  await record("acl-namespaces", "GET", "/v1/namespaces");
}

/**
 * @param {string} name @param {string} method @param {string} path @param {Json} [body]
 * @param {(value: any) => unknown} [cut] leaves out what is long or describes the machine
 */
async function record(name, method, path, body, cut) {
  const response = await send(method, path, body);
  seen.add(name);
  if (wanted.length > 0 && !wanted.includes(name)) return;
  const text = await response.text();
  const headers = HEADERS.flatMap((header) => {
    const value = response.headers.get(header);
    return value === null ? [] : [[header, value]];
  });
  const exchange = {
    request: { method, path, ...(body !== undefined && { body }) },
    response: {
      status: response.status,
      headers: Object.fromEntries(headers),
      text: cut === undefined ? text : JSON.stringify(cut(JSON.parse(text))),
    },
  };
  writeFileSync(join(OUTPUT, `${name}.json`), `${JSON.stringify(exchange, null, 2)}\n`);
  console.log(response.status, name);
}

/** The job, in which integers would have been rounded. @param {Json} allocation */
function withoutJob(allocation) {
  const { Job: _job, CreateTime: _created, ModifyTime: _modified, ...rest } = allocation;
  return rest;
}

/** @param {Json} node */
function withoutMachine(node) {
  const names = ["cpu.arch", "driver.raw_exec", "kernel.name", "nomad.version"];
  const { Attributes: attributes = {}, ...rest } = node;
  const { ID, Name, Address, HTTPAddr, TLSEnabled, Datacenter, NodeClass, NodePool, Version, Drain } = rest;
  const { SchedulingEligibility, Status, StatusDescription, CreateIndex, ModifyIndex, Meta } = rest;
  return {
    ...{ ID, Name, Address, HTTPAddr, TLSEnabled, Datacenter, NodeClass, NodePool, Version, Drain, Meta },
    ...{ SchedulingEligibility, Status, StatusDescription, CreateIndex, ModifyIndex },
    Attributes: Object.fromEntries(names.map((name) => [name, attributes[name]])),
    Drivers: { mock_driver: node["Drivers"]["mock_driver"] },
  };
}

/** @param {Json} self */
function withoutSettings({ config, member }) {
  const { Region, Datacenter, Version } = config;
  return { config: { Region, Datacenter, Version }, member };
}

/** @param {string} job */
async function deploymentOf(job) {
  return (await get(`/v1/job/${job}/deployment`)) ?? { TaskGroups: { web: {} } };
}

/** @param {string} path */
async function get(path) {
  const response = await send("GET", path);
  if (!response.ok) throw new Error(`GET ${path}: ${response.status} ${await response.text()}`);
  return response.json();
}

/** @param {string} path @param {Json} body */
async function put(path, body) {
  const response = await send("PUT", path, body);
  if (!response.ok) throw new Error(`PUT ${path}: ${response.status} ${await response.text()}`);
}

/** @param {string} method @param {string} path @param {Json} [body] */
function send(method, path, body) {
  return fetch(ADDRESS + path, { method, ...(body !== undefined && { body: JSON.stringify(body) }) });
}
