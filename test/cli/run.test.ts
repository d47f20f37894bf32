import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { recordedFlow } from "../../packages/core/src/dev/testing/recorded-flow.ts";
import {
  hangUp,
  jobIn,
  planOfNewJob,
  refuse,
  startNomad,
  takeJob,
  type Script,
} from "../../packages/core/src/dev/testing/scripted-nomad.ts";
import { jobJson } from "./job-files.ts";
import { directoryOf, ending, linesOfJson, nomadx, start } from "./nomadx.ts";

test.each([
  ["service-success", "ended", [], 0, "healthy (version 0): Deployment completed successfully\n"],
  ["service-failure", "ended", [], 4, "failed (version 0): "],
  ["service-driver-failure", "ended", [], 4, "failed (version 0): "],
  ["service-stuck", "running", ["--timeout", "3s"], 5, "timeout (version 0): "],
  ["periodic", "ended", [], 0, "registered"],
] as const)("%s, %s, %j exits with %i", async (flow, when, flags, code, told) => {
  const { jobId, scripts, contents } = recordedFlow(flow, when);
  const { address } = await startNomad(scripts, contents);
  const around = { dir: directoryOf({ "job.json": jobJson(jobId) }), address };
  const outcome = await nomadx(["run", "job.json", ...flags], around);
  expect(outcome.stdout.slice(0, told.length)).toBe(told);
  expect(outcome.stderr).toContain(`submitted job "${jobId}"`);
  expect(outcome.code).toBe(code);
  const json = await nomadx(["run", "job.json", ...flags, "--json"], around);
  const events = linesOfJson(json.stdout);
  expect(events[0]).toMatchObject({ schemaVersion: 1, type: "registered", job: jobId });
  expect(events.at(-1)).toMatchObject({
    schemaVersion: 1,
    type: "summary",
    jobs: [{ job: jobId, outcome: { exitCode: code } }],
  });
  expect(events.every(({ schemaVersion }) => schemaVersion === 1)).toBe(true);
  expect(json.code).toBe(code);
});

test("a failure comes with its evidence", async () => {
  const { jobId, scripts, contents } = recordedFlow("service-failure");
  const { address } = await startNomad(scripts, contents);
  const { stdout, stderr } = await nomadx(["run", "job.json"], {
    dir: directoryOf({ "job.json": jobJson(jobId) }),
    address,
  });
  expect(stdout + stderr).toMatch(/\n {2}allocation [\da-f]{8} \(flow-service-failure\.\w+\[0\]\)/);
  expect(stdout).toMatch(/exit code \d+/);
});

const conflict = "Enforcing job modify index 3: job exists with conflicting job modify index: 10";

test("a job that changed since the plan is not submitted", async () => {
  const { address, requests } = await startNomad({ "PUT /v1/jobs": refuse(500, conflict) });
  const dir = directoryOf({ "job.json": jobJson("web") });
  const { code, stderr } = await nomadx(["run", "--check-index", "3", "job.json"], { dir, address });
  expect(stderr).toContain(`error: The job has changed since the plan: ${conflict}`);
  expect(stderr).toContain("help: Plan again, and run that plan.");
  expect(code).toBe(6);
  expect(JSON.parse(requests[0]?.body ?? "")).toMatchObject({ EnforceIndex: true, JobModifyIndex: 3 });
});

/** Plans of jobs that are at this index now. */
const planAt =
  (index: number): Script =>
  (request) => ({ ...Object(planOfNewJob(request)), JobModifyIndex: index });

async function savedPlan(): Promise<{ dir: string; address: string }> {
  const dir = directoryOf({ "a.json": jobJson("a"), "b.json": jobJson("b") });
  const { address } = await startNomad({ "PUT /v1/job/*/plan": planAt(5) });
  await nomadx(["plan", "a.json", "b.json", "--out", "plan.json"], { dir, address });
  return { dir, address };
}

test("a saved plan submits its jobs with their check-indexes, and only while nothing has changed", async () => {
  const { dir } = await savedPlan();
  const same = await startNomad({ "PUT /v1/job/*/plan": planAt(5), "PUT /v1/jobs": takeJob("") });
  const args = ["run", "plan.json", "--detach", "--address"];
  expect(await nomadx([...args, same.address], { dir })).toEqual({
    code: 0,
    stdout: "",
    stderr: 'submitted job "a"\nsubmitted job "b"\n',
  });
  const sent = same.requests.filter(({ url }) => url === "/v1/jobs").map(({ body }) => JSON.parse(body));
  expect(sent).toMatchObject([
    { Job: { ID: "a" }, EnforceIndex: true, JobModifyIndex: 5 },
    { Job: { ID: "b" }, EnforceIndex: true, JobModifyIndex: 5 },
  ]);
  const changed = await startNomad({
    "PUT /v1/job/*/plan": (request) => planAt(jobIn(request).ID === "b" ? 6 : 5)(request),
  });
  const { code, stderr } = await nomadx([...args, changed.address], { dir });
  expect(stderr).toBe(
    "error: 1 of 2 jobs changed since the plan, and nothing was submitted\n" +
      '  job "b" has the modify index 6, and the plan was made for 5\nhelp: Plan again, and run that plan.\n',
  );
  expect(code).toBe(6);
  expect(changed.requests.filter(({ url }) => url === "/v1/jobs")).toEqual([]);
});

test.for(["plan", "plan.saved", "plan.hcl"])("a plan saved as %s is run as the hint says", async (name) => {
  const dir = directoryOf({ "a.json": jobJson("a") });
  const { address } = await startNomad({ "PUT /v1/job/*/plan": planAt(5), "PUT /v1/jobs": takeJob("") });
  const planned = await nomadx(["plan", "a.json", "--out", name], { dir, address });
  expect(planned.stderr).toContain(`Run it with: nomadx run ${name}`);
  expect(await nomadx(["run", name, "--detach"], { dir, address })).toMatchObject({
    code: 0,
    stderr: 'submitted job "a"\n',
  });
});

test("a saved plan is not run on another cluster by accident", async () => {
  const { dir, address } = await savedPlan();
  const other = await startNomad({});
  const { code, stderr } = await nomadx(["run", "plan.json"], { dir, address: other.address });
  expect(stderr).toBe(
    `error: The plan was made for address ${address}, and this is ${other.address}\n` +
      `help: Plan again here, or run it there: --address ${address}\n`,
  );
  expect(code).toBe(64);
  expect(other.requests).toEqual([]);
  const elsewhere = await nomadx(["run", "plan.json", "--namespace", "", "--detach"], {
    dir,
    address,
    env: { NOMAD_NAMESPACE: "prod" },
  });
  expect(elsewhere.stderr).toContain("The plan was made for namespace the default, and this is prod");
  expect(elsewhere.code).toBe(64);
});

test.each([
  [["plan.json", "a.json"], "plan.json is a saved plan, which has to be run alone"],
  [["plan.json", "--check-index", "3"], "A saved plan has its own check-indexes"],
  [["plan.json", "--var", "a=b"], "The jobs of a saved plan take no variables"],
] as const)("a saved plan in %j is wrong usage", async (args, message) => {
  const { dir, address } = await savedPlan();
  const { code, stderr } = await nomadx(["run", ...args], { dir, address });
  expect(stderr).toContain(`error: ${message}\n`);
  expect(code).toBe(64);
});

test("a saved plan that was cut or changed is refused before anything is sent", async () => {
  const { dir, address } = await savedPlan();
  const file = join(dir, "plan.json");
  const text = readFileSync(file, "utf8");
  writeFileSync(file, text.replaceAll('"checkIndex": 5', '"checkIndex": "5"'));
  const changed = await nomadx(["run", "plan.json"], { dir, address });
  expect(changed.stderr).toBe("error: plan.json is not a plan saved by nomadx\nhelp: Plan again.\n");
  expect(changed.code).toBe(64);
  writeFileSync(file, text.slice(0, 300));
  const cut = await nomadx(["run", "plan.json"], { dir, address });
  expect(cut.code).toBe(3);
});

test("where one of several jobs is refused, none is submitted", async () => {
  const { address, requests } = await startNomad({
    "PUT /v1/job/*/plan": (request) =>
      jobIn(request).ID === "b"
        ? refuse(500, "1 error occurred:\n\t* Task group web has no tasks\n\n")(request)
        : planOfNewJob(request),
  });
  const dir = directoryOf({ "a.json": jobJson("a"), "b.json": jobJson("b"), "c.json": jobJson("c") });
  const outcome = await nomadx(["run", "a.json", "b.json", "c.json"], { dir, address });
  expect(outcome).toEqual({
    code: 1,
    stdout: "",
    stderr:
      "error: Nomad refuses 1 of 3 jobs, and nothing was submitted\n" +
      '  b.json: Nomad refused job "b": Task group web has no tasks\n',
  });
  expect(requests.map(({ url }) => url).filter((url) => !url.endsWith("/plan"))).toEqual([]);
});

test("after a connection that broke, the job is not sent again, and how to find out is said", async () => {
  const { address, requests } = await startNomad({
    "PUT /v1/job/*/plan": planOfNewJob,
    "PUT /v1/jobs": (request) => (jobIn(request).ID === "b" ? hangUp(request) : takeJob("e1")(request)),
  });
  const dir = directoryOf({ "a.json": jobJson("a"), "b.json": jobJson("b"), "c.json": jobJson("c") });
  const { code, stderr } = await nomadx(["run", "."], { dir, address });
  expect(stderr).toContain("The server closed the connection without an answer to PUT /v1/jobs");
  expect(stderr).toContain(
    'help: Submitted before that: "a". Not submitted: "c". ' +
      'It is not known whether Nomad has registered job "b"; look with: nomadx status b\n',
  );
  expect(code).toBe(1);
  expect(requests.filter(({ url }) => url === "/v1/jobs")).toHaveLength(2);
});

test("a server that went away before the job was sent leaves no doubt", async () => {
  const { code, stderr } = await nomadx(["run", "web.json"], {
    dir: directoryOf({ "web.json": jobJson("web") }),
    address: "http://127.0.0.1:1",
  });
  expect(stderr).not.toContain("not known whether");
  expect(code).toBe(1);
});

test.each([[], ["--json"]])("Ctrl-C ends the following and says how to come back %j", async (...flags) => {
  const { jobId, scripts, contents } = recordedFlow("service-stuck", "running");
  const { address } = await startNomad(scripts, contents);
  const child = start(["run", "job.json", ...flags], {
    dir: directoryOf({ "job.json": jobJson(jobId) }),
    address,
  });
  const progress = new Promise<void>((resolve) => {
    const look = (text: string): void => void (/placed/.test(text) && resolve());
    child.stdout?.on("data", (data) => look(String(data)));
    child.stderr?.on("data", (data) => look(String(data)));
  });
  const ended = ending(child);
  await Promise.race([progress, ended]);
  child.kill("SIGINT");
  const { code, stdout, stderr } = await ended;
  expect(code).toBe(130);
  expect(stderr).toContain(`interrupted; Nomad goes on. To see how it ends:\n  nomadx status ${jobId}\n`);
  const last = stdout.trimEnd().split("\n").at(-1) ?? "";
  expect(last).toMatch(flags.length > 0 ? /"type":"summary"/ : /^$/);
});

test.each([
  [["run"], /files/],
  [["run", "web.json", "--detatch"], /--detatch/],
  [["run", "web.json", "--timeout", "10"], /--timeout takes a duration such as 90s or 5m, not "10"/],
  [["run", "web.json", "--blocked-timeout", "-5s"], /--blocked-timeout takes a duration/],
  [["run", "web.json", "--check-index", "x"], /--check-index takes a number, not "x"/],
  [["run", "web.json", "--until", "never"], /--until/],
  [["plan"], /files/],
  [["stop"], /jobs/],
  [["validate", "--jsn"], /--jsn/],
  [["status", "a", "b"], /argument/],
  [["render", "web.json", "--format", "yaml"], /--format/],
  [["rnu", "web.json"], /rnu/],
] as const)("%j is wrong usage", async (args, message) => {
  const dir = directoryOf({ "web.json": jobJson("web") });
  const around = { dir, address: "http://127.0.0.1:1" };
  const { code, stdout, stderr } = await nomadx(args, around);
  expect(stderr).toMatch(message);
  expect(stderr).toMatch(/^error: /);
  expect(stderr).not.toMatch(/^ +at /m);
  expect({ code, stdout }).toEqual({ code: 64, stdout: "" });
});
