import { describe, expect, onTestFinished, test } from "vitest";

import { NomadxError } from "../diagnostics/errors.ts";
import type { ApiJob } from "../jobspec/api-job.ts";
import { memberAddress } from "./agent.ts";
import { createNomadClient, type NomadClient } from "./client.ts";
import { sendJson } from "../dev/http/loopback-server.ts";
import { startServer } from "../dev/testing/servers.ts";
import { readRecording, startReplay } from "../dev/testing/recording.ts";

function clientFor(address: string, more: { namespace?: string; region?: string } = {}): NomadClient {
  const client = createNomadClient({ address, addressSource: "env", ...more });
  onTestFinished(() => client.close());
  return client;
}

/** The ID in a recorded path, if there is one: `/v1/evaluation/ID/allocations`. */
function idIn(path: string): string {
  return /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(path)?.[0] ?? "";
}

/** The job that a recorded request carried. */
function jobOf(recording: string): ApiJob {
  return readRecording(recording).request.body?.["Job"] as ApiJob; // recorded with a job
}

/** The HCL that a recorded request carried. */
function hclOf(recording: string): string {
  return String(readRecording(recording).request.body?.["JobHCL"]);
}

type Call = (client: NomadClient, id: string) => Promise<unknown>;
const indexed = (value: unknown) => ({
  value,
  index: expect.any(Number),
  knownLeader: true,
  lastContactMs: 0,
});
/** An answer without an index, or with one that does not matter. */
const answered = (value: unknown) => ({ value });
const time = expect.any(BigInt);
const uuid = expect.stringMatching(/^[0-9a-f-]{36}$/);

const running = {
  Name: expect.stringMatching(/^web\.web\[[01]\]$/),
  Namespace: "default",
  JobID: "web",
  JobVersion: 0,
  TaskGroup: "web",
  NodeName: "recorder",
  DesiredStatus: "run",
  ClientStatus: "running",
  ClientDescription: "Tasks are running",
  NextAllocation: "",
  FollowupEvalID: "",
  DeploymentStatus: { Healthy: true, Canary: false },
  TaskStates: {
    server: {
      State: "running",
      Failed: false,
      Restarts: 0,
      FinishedAt: undefined,
      Events: [{ Type: "Received", Time: time, Details: {} }, { Type: "Task Setup" }, { Type: "Started" }],
    },
  },
  CreateTime: time,
};
const cannotBePlaced = {
  web: { NodesEvaluated: 0, NodesAvailable: {}, CoalescedFailures: 1, DimensionExhausted: null },
};
const webStub = {
  ID: "web",
  Type: "service",
  Status: "running",
  Datacenters: ["dc1"],
  Priority: 50,
  Periodic: false,
  ParameterizedJob: false,
  SubmitTime: time,
  JobSummary: { Summary: { web: { Running: 2, Failed: 0 } }, Children: { Running: 0 } },
};
const deployed = {
  JobID: "web",
  JobVersion: 0,
  Status: "successful",
  StatusDescription: "Deployment completed successfully",
  TaskGroups: {
    web: { DesiredTotal: 2, PlacedAllocs: 2, HealthyAllocs: 2, PlacedCanaries: [], Promoted: false },
  },
};
const node = {
  Name: "recorder",
  Datacenter: "dc1",
  NodePool: "default",
  Status: "ready",
  SchedulingEligibility: "eligible",
  Drivers: { mock_driver: { Detected: true, Healthy: true } },
};

test.each<[recording: string, call: Call, answer: unknown]>([
  ["jobs-list", (nomad) => nomad.jobs.list({ prefix: "web" }), indexed([webStub])],
  [
    "jobs-page",
    (nomad) => nomad.jobs.list({ perPage: 1 }),
    { ...indexed([{ ID: "homeless" }]), nextToken: "default.team/report" },
  ],
  [
    "job-read",
    (nomad) => nomad.jobs.read("web"),
    indexed({
      ID: "web",
      Type: "service",
      Status: "running",
      Version: 0,
      Stable: true,
      Stop: false,
      SubmitTime: time,
      JobModifyIndex: expect.any(Number),
      TaskGroups: [{ Name: "web", Count: 2, Tasks: [{ Name: "server", Driver: "mock_driver" }] }],
    }),
  ],
  [
    "job-read-slash",
    (nomad) => nomad.jobs.read("team/report"),
    indexed({ ID: "team/report", Type: "batch", Status: "dead" }),
  ],
  [
    "job-plan-new",
    (nomad) => nomad.jobs.plan(jobOf("job-plan-new")),
    answered({
      JobModifyIndex: 0,
      Diff: {
        Type: "Added",
        ID: "web",
        TaskGroups: [{ Type: "Added", Name: "web", Updates: { create: 2 } }],
      },
      Annotations: {
        DesiredTGUpdates: { web: { Place: 2, Ignore: 0, RescheduleLater: 0 } },
        PreemptedAllocs: null,
      },
      FailedTGAllocs: null,
      Warnings: "",
    }),
  ],
  [
    "job-plan-changed",
    (nomad) => nomad.jobs.plan(jobOf("job-plan-changed")),
    answered({
      JobModifyIndex: expect.any(Number),
      Annotations: { DesiredTGUpdates: { web: { Canary: 1, Ignore: 2 } } },
      Diff: {
        Type: "Edited",
        TaskGroups: [
          {
            Fields: [{ Type: "Added", Name: "Meta[release]", Old: "", New: "2" }],
            Updates: { canary: 1, ignore: 2 },
          },
        ],
      },
    }),
  ],
  [
    "job-register",
    (nomad) => nomad.jobs.register(jobOf("job-register")),
    answered({ EvalID: uuid, JobModifyIndex: expect.any(Number), Warnings: "" }),
  ],
  [
    "job-validate",
    (nomad) => nomad.jobs.validate(jobOf("job-validate")),
    answered({ DriverConfigValidated: true, ValidationErrors: [], Error: "", Warnings: "" }),
  ],
  [
    "job-validate-invalid",
    (nomad) => nomad.jobs.validate(jobOf("job-validate-invalid")),
    answered({
      ValidationErrors: [
        "Task group web validation failed: 1 error occurred:\n\t* Missing tasks for task group\n\n",
        "job priority must be between [1, 100]",
      ],
      Error: expect.stringMatching(/^2 errors occurred:/),
    }),
  ],
  [
    "job-parse",
    (nomad) => nomad.jobs.parse(hclOf("job-parse")),
    answered({
      ID: "tiny",
      Name: "tiny",
      TaskGroups: [{ Name: "g", Tasks: [{ Name: "t", Driver: "mock_driver" }] }],
    }),
  ],
  ["job-stop", (nomad) => nomad.jobs.stop("web", { purge: true }), answered({ EvalID: uuid })],
  ["job-stop-unknown", (nomad) => nomad.jobs.stop("nothing"), answered({ EvalID: "", EvalCreateIndex: 0 })],
  [
    "job-versions",
    (nomad) => nomad.jobs.versions("web", { diffs: true }),
    indexed({
      Versions: [
        { Version: 2, Meta: { release: "3" }, Stable: false },
        { Version: 1 },
        { Version: 0, Meta: null, Stable: true },
      ],
      Diffs: [
        { Type: "Edited", Fields: [{ Name: "Meta[release]", New: "3" }] },
        { Type: "Edited", ID: "web" },
      ],
    }),
  ],
  [
    "job-summary",
    (nomad) => nomad.jobs.summary("web"),
    indexed({ JobID: "web", Summary: { web: { Running: 2, Queued: 0, Unknown: 0 } } }),
  ],
  ["job-allocations", (nomad) => nomad.jobs.allocations("web"), indexed([running, running])],
  [
    "job-evaluations",
    (nomad) => nomad.jobs.evaluations("homeless"),
    indexed([
      {
        Status: "blocked",
        StatusDescription: "created to place remaining allocations",
        TriggeredBy: "queued-allocs",
        DeploymentID: "",
        FailedTGAllocs: cannotBePlaced,
        QueuedAllocations: {},
      },
      {
        Status: "complete",
        TriggeredBy: "job-register",
        DeploymentID: uuid,
        BlockedEval: uuid,
        FailedTGAllocs: cannotBePlaced,
        QueuedAllocations: { web: 2 },
        CreateTime: time,
      },
    ]),
  ],
  ["job-deployments", (nomad) => nomad.jobs.deployments("web"), indexed([deployed])],
  ["job-deployment", (nomad) => nomad.jobs.latestDeployment("web"), indexed(deployed)],
  ["job-deployment-none", (nomad) => nomad.jobs.latestDeployment("team/report"), indexed(undefined)],
  [
    "evaluation-read",
    (nomad, id) => nomad.evaluations.read(id),
    indexed({ JobID: "web", Status: "complete", FailedTGAllocs: {}, QueuedAllocations: { web: 0 } }),
  ],
  ["evaluation-allocations", (nomad, id) => nomad.evaluations.allocations(id), indexed([running, running])],
  [
    "evaluations-list",
    (nomad) => nomad.evaluations.list({ job: "homeless" }),
    indexed([{ Status: "complete" }, { Status: "blocked" }]),
  ],
  [
    "allocation-read",
    (nomad, id) => nomad.allocations.read(id),
    indexed({
      JobID: "team/report",
      ClientStatus: "failed",
      ClientDescription: "Failed tasks",
      DeploymentID: "",
      Metrics: { NodesEvaluated: 1, NodesAvailable: { dc1: 1 }, NodesInPool: 1 },
      TaskStates: {
        write: {
          State: "dead",
          Failed: true,
          StartedAt: expect.stringMatching(/^20\d\d-.*Z$/),
          LastRestart: undefined,
          Events: expect.arrayContaining([
            expect.objectContaining({
              Type: "Terminated",
              ExitCode: 3,
              DisplayMessage: "Exit Code: 3",
              Details: { exit_code: "3", oom_killed: "false", signal: "0" },
            }),
          ]),
        },
      },
    }),
  ],
  [
    "allocation-logs",
    (nomad, id) => nomad.allocations.logs(id, "write", "stdout", { origin: "end", offset: 7 }),
    answered("second\n"),
  ],
  [
    "allocations-list",
    (nomad) => nomad.allocations.list({ filter: 'JobID == "web"' }),
    indexed([running, running]),
  ],
  [
    "deployment-read",
    (nomad, id) => nomad.deployments.read(id),
    indexed({
      JobVersion: 1,
      Status: "running",
      StatusDescription: "Deployment is running but requires manual promotion",
      TaskGroups: {
        web: {
          DesiredCanaries: 1,
          HealthyAllocs: 1,
          PlacedCanaries: [uuid],
          ProgressDeadline: 600_000_000_000,
          RequireProgressBy: expect.stringMatching(/^20\d\d-.*Z$/),
        },
      },
    }),
  ],
  [
    "deployment-allocations",
    (nomad, id) => nomad.deployments.allocations(id),
    indexed([{ JobVersion: 1, DeploymentStatus: { Healthy: true, Canary: true } }]),
  ],
  [
    "deployments-list",
    (nomad) => nomad.deployments.list(),
    indexed(expect.arrayContaining([expect.objectContaining({ JobID: "homeless", Status: "running" })])),
  ],
  [
    "deployment-promote",
    (nomad, id) => nomad.deployments.promote(id),
    answered({ EvalID: uuid, RevertedJobVersion: undefined }),
  ],
  [
    "deployment-fail",
    (nomad, id) => nomad.deployments.fail(id),
    answered({ EvalID: uuid, RevertedJobVersion: undefined }),
  ],
  [
    "nodes-list",
    (nomad) => nomad.nodes.list(),
    indexed([{ ...node, Address: "127.0.0.1", Version: "2.0.5" }]),
  ],
  [
    "node-read",
    (nomad, id) => nomad.nodes.read(id),
    indexed({ ...node, HTTPAddr: "127.0.0.1:14746", Attributes: { "nomad.version": "2.0.5" } }),
  ],
  [
    "agent-self",
    (nomad) => nomad.agent.self(),
    answered({
      member: { Name: "recorder.global", Tags: { build: "2.0.5", region: "global" } },
      config: { Region: "global", Version: { Version: "2.0.5" } },
    }),
  ],
  [
    "agent-members",
    (nomad) => nomad.agent.members(),
    answered([
      {
        ...{ Name: "recorder.global", Addr: "127.0.0.1", Status: "alive" },
        Tags: { build: "2.0.5", region: "global", rpc_addr: "127.0.0.1", port: "14701" },
      },
    ]),
  ],
  [
    "operator-raft",
    (nomad) => nomad.operator.raft(),
    answered({
      Servers: [{ Node: "recorder.global", Address: "127.0.0.1:14701", Leader: true, Voter: true }],
    }),
  ],
  [
    "services-list",
    (nomad) => nomad.services.list(),
    indexed([{ Namespace: "default", Services: [{ ServiceName: "found" }] }]),
  ],
  [
    "service-read",
    (nomad) => nomad.services.read("found"),
    indexed([
      {
        ...{ ServiceName: "found", Namespace: "default", JobID: "found", AllocID: uuid, NodeID: uuid },
        ...{ Address: "127.0.0.1", Port: expect.any(Number), Tags: ["b", "a"] },
      },
    ]),
  ],
  ["service-read-unknown", (nomad) => nomad.services.read("nothing"), indexed([])],
  [
    "allocation-checks",
    async (nomad, id) => Object.values((await nomad.allocations.checks(id)).value),
    [
      {
        ...{ Check: "alive", Service: "found", Task: "", Status: "failure" },
        Output: expect.stringMatching(/^dial tcp .*: connection refused$/),
      },
    ],
  ],
  [
    "agent-health",
    (nomad) => nomad.agent.health(),
    answered({ client: { ok: true, message: "ok" }, server: { ok: true, message: "ok" } }),
  ],
  ["status-leader", (nomad) => nomad.status.leader(), answered("127.0.0.1:14701")],
  ["status-peers", (nomad) => nomad.status.peers(), answered(["127.0.0.1:14701"])],
  ["regions", (nomad) => nomad.regions.list(), answered(["global"])],
  [
    "namespaces",
    (nomad) => nomad.namespaces.list(),
    indexed([{ Name: "default", Description: "Default shared namespace", Meta: {} }]),
  ],
  ["namespace-read", (nomad) => nomad.namespaces.read("default"), indexed({ Name: "default" })],
  ["acl-namespaces", (nomad) => nomad.namespaces.list(), indexed([])],
])("%s: the request a real Nomad understood, and its answer", async (name, call, answer) => {
  const recording = readRecording(name);
  const { method, path, body } = recording.request;
  const server = await startReplay(recording);
  const result = await call(clientFor(server.address), idIn(path));
  expect({ result }).toMatchObject({ result: answer });
  expect(server.requests.map(comparable)).toMatchObject([comparable({ method, url: path, body })]);
});

test.each([
  [{ rpc_addr: "10.0.0.1", port: "4647" }, "10.0.0.1:4647"],
  [{ rpc_addr: "2001:db8::1", port: "4647" }, "[2001:db8::1]:4647"],
  [{ port: "4647" }, "192.168.0.1:4647"],
])("a server with the tags %j takes part in Raft at %s", (Tags, address) => {
  expect(memberAddress({ Name: "a.global", Addr: "192.168.0.1", Status: "alive", Tags })).toBe(address);
});

/** A request with its query parameters in no particular order, and its body parsed. */
function comparable({ method, url, body }: { method: string; url: string; body?: unknown }): unknown {
  const { pathname, searchParams } = new URL(url, "http://nomad");
  const sent: unknown = typeof body === "string" ? JSON.parse(body || "null") : (body ?? null);
  return { method, pathname, parameters: Object.fromEntries(searchParams), body: sent };
}

test.each<[string, (nomad: NomadClient) => Promise<unknown>, string]>([
  ["register", (nomad) => nomad.jobs.register({ ID: "web" }), "EvalID: expected string"],
  ["stop", (nomad) => nomad.jobs.stop("web"), "EvalID: expected string"],
  ["promote", (nomad) => nomad.deployments.promote("d1"), "EvalID: expected string"],
  ["validate", (nomad) => nomad.jobs.validate({ ID: "web" }), "DriverConfigValidated: expected boolean"],
  ["plan", (nomad) => nomad.jobs.plan({ ID: "web" }), "JobModifyIndex"],
])("an empty object is no answer to %s", async (name, call, field) => {
  const server = await startServer((_, response) => sendJson(response, {}));
  const error: unknown = await call(clientFor(server.address)).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ code: "protocol", message: expect.stringContaining(field) });
  // A request without an effect cannot have been carried out unnoticed.
  const isWrite = !["validate", "plan"].includes(name);
  expect(error).toMatchObject({ request: isWrite ? { uncertain: true } : { method: "PUT" } });
});

test.each<[recording: string, call: Call, code: string, message: RegExp]>([
  [
    "job-not-found",
    (nomad) => nomad.jobs.read("nothing"),
    "not-found",
    /^Nomad answered GET \/v1\/job\/nothing: job not found$/,
  ],
  [
    "job-register-conflict",
    (nomad) => nomad.jobs.register(jobOf("job-register-conflict"), { checkIndex: 1 }),
    "conflict",
    /^The job has changed since the plan: Enforcing job modify index 1: job exists with conflicting job modify index: \d+$/,
  ],
  [
    "job-register-invalid",
    (nomad) => nomad.jobs.register(jobOf("job-register-invalid")),
    "refused",
    /^Nomad refused PUT \/v1\/jobs: 2 errors occurred:\n\t\* Task group web validation failed: .*\[1, 100\]$/s,
  ],
  [
    "job-parse-error",
    (nomad) => nomad.jobs.parse(hclOf("job-parse-error")),
    "refused",
    /input\.hcl:4,7-13: Unsupported argument; An argument named "drivre" is not expected here\. Did you mean "driver"\?$/,
  ],
  [
    "deployment-promote-early",
    (nomad, id) => nomad.deployments.promote(id),
    "refused",
    /Task group "web" has 0\/1 healthy allocations$/,
  ],
  [
    "deployment-fail-again",
    (nomad, id) => nomad.deployments.fail(id),
    "refused",
    /: can't fail terminal deployment$/,
  ],
  [
    "allocation-logs-unknown-task",
    (nomad, id) => nomad.allocations.logs(id, "none", "stdout"),
    "refused",
    /: unknown task name "none"$/,
  ],
  [
    "acl-no-token",
    (nomad) => nomad.jobs.list(),
    "permission",
    /^Nomad refused GET \/v1\/jobs: Permission denied$/,
  ],
  ["region-unknown", (nomad) => nomad.jobs.list({ region: "nowhere" }), "refused", /: No path to region$/],
])("%s: the error", async (name, call, code, message) => {
  const recording = readRecording(name);
  const { method, path, body } = recording.request;
  const server = await startReplay(recording);
  const failure = call(clientFor(server.address), idIn(path));
  await expect(failure).rejects.toBeInstanceOf(NomadxError);
  await expect(failure).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  expect(server.requests.map(comparable)).toMatchObject([comparable({ method, url: path, body })]);
});

describe("what goes into a request", () => {
  test("a job's region and namespace win over the configured ones, the caller's over both", async () => {
    const server = await startServer((_, response) =>
      sendJson(response, { JobModifyIndex: 0, EvalID: "e1", DriverConfigValidated: true }),
    );
    const nomad = clientFor(server.address, { namespace: "env", region: "eu" });
    const job: ApiJob = { ID: "web", Namespace: "team", Region: "us" };
    await nomad.jobs.plan(job);
    await nomad.jobs.register(job, { namespace: "mine" });
    await nomad.jobs.validate({ ID: "web", Namespace: "" });
    expect(server.requests.map((request) => request.url)).toEqual([
      "/v1/job/web/plan?region=us&namespace=team",
      "/v1/jobs?region=us&namespace=mine",
      "/v1/validate/job?region=eu&namespace=env",
    ]);
  });

  test("everything register can be asked for", async () => {
    const server = await startServer((_, response) => sendJson(response, { EvalID: "e1" }));
    await clientFor(server.address).jobs.register(
      { ID: "web", TaskGroups: [{ Name: "g", Count: 18446744073709551615n }] },
      {
        checkIndex: 9007199254740993n,
        evalPriority: 90,
        policyOverride: true,
        preserveCounts: true,
        submission: { source: 'job "web" {}', format: "hcl2" },
      },
    );
    expect(server.requests[0]?.body).toBe(
      '{"Job":{"ID":"web","TaskGroups":[{"Name":"g","Count":18446744073709551615}]},' +
        '"EnforceIndex":true,"JobModifyIndex":9007199254740993,"EvalPriority":90,"PolicyOverride":true,' +
        '"PreserveCounts":true,"Submission":{"Source":"job \\"web\\" {}","Format":"hcl2","Variables":""}}',
    );
  });

  test("a blocking query names index and wait, and index 0 does not block", async () => {
    const server = await startServer((_, response) => sendJson(response, []));
    const { jobs } = clientFor(server.address);
    await jobs.list({ index: 12, waitMs: 1500, stale: true });
    await jobs.list({ index: 0, waitMs: 1500 });
    await jobs.list({ nextToken: "default.a/b", reverse: true });
    expect(server.requests.map((request) => request.url)).toEqual([
      "/v1/jobs?stale=true&index=12&wait=1500ms",
      "/v1/jobs",
      "/v1/jobs?next_token=default.a%2Fb&reverse=true",
    ]);
  });

  test("the server may take a sixteenth longer than it was asked to wait", async () => {
    const server = await startServer((_, response) => void setTimeout(() => sendJson(response, []), 1_100));
    const answer = clientFor(server.address).jobs.list({ index: 1, waitMs: 1_040 });
    await expect(answer).resolves.toMatchObject({ value: [] });
    const impatient = clientFor(server.address).jobs.list({ index: 1, waitMs: 1_040, timeoutMs: 100 });
    await expect(impatient).rejects.toMatchObject({ code: "timeout" });
  });

  test.each([
    ["a/b c%", "/v1/job/a%2Fb%20c%25/summary"],
    ["jöb?#", "/v1/job/j%C3%B6b%3F%23/summary"],
    ["../x", "/v1/job/..%2Fx/summary"],
    ["...", "/v1/job/.../summary"],
  ])("the job ID %j is one segment of the path", async (id, url) => {
    const server = await startServer((_, response) => sendJson(response, { JobID: id }));
    await clientFor(server.address).jobs.summary(id);
    expect(server.requests[0]?.url).toBe(url);
  });

  test.each(["", ".", ".."])("the job ID %j has no path", (id) => {
    const { jobs } = clientFor("http://127.0.0.1:1");
    expect(() => jobs.read(id)).toThrow(`${JSON.stringify(id)} cannot be an ID`);
  });
});

test("logs are followed until the caller has enough", async () => {
  const server = await startServer((_, response) => response.write("tick\n"));
  const id = "291179c4-8e93-66d5-1681-7a0f2fa511a1";
  const stream = clientFor(server.address).allocations.followLogs(id, "server", "stderr", { origin: "end" });
  for await (const chunk of stream) {
    expect(new TextDecoder().decode(chunk)).toBe("tick\n");
    break;
  }
  expect(server.requests[0]?.url).toBe(
    `/v1/client/fs/logs/${id}?task=server&type=stderr&plain=true&origin=end&follow=true`,
  );
});

test("nothing secret shows when the client itself is printed", async () => {
  const { inspect } = await import("node:util");
  const client = createNomadClient({
    address: "http://127.0.0.1:1",
    addressSource: "env",
    token: "5ec2e7-token",
    httpAuth: { username: "me", password: "5ec2e7-password" },
  });
  expect(inspect(client, { depth: 10, showHidden: true })).not.toContain("5ec2e7");
});
