import { createConnection } from "node:net";
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { recordedPlan } from "../../packages/core/src/plan/testing/recorded-plans.ts";
import {
  jobIn,
  planOfNewJob,
  refuse,
  startNomad,
  type Script,
} from "../../packages/core/src/dev/testing/scripted-nomad.ts";
import { goodJob, jobJson } from "./job-files.ts";
import { directoryOf, nomadx } from "./nomadx.ts";

test.each([
  ["new-service", 2],
  ["tag-only", 2],
  ["count-up", 2],
  ["system-in-place", 2],
  ["unchanged-service", 0],
  ["system-unchanged", 0],
] as const)("--detailed-exitcode of %s is %i, and without it 0", async (name, code) => {
  const { job, plan } = recordedPlan(name);
  const { address } = await startNomad({ "PUT /v1/job/*/plan": () => plan });
  const around = { dir: directoryOf({ "job.json": JSON.stringify(job) }), address };
  const plain = await nomadx(["plan", "job.json"], around);
  const detailed = await nomadx(["plan", "job.json", "--detailed-exitcode"], around);
  expect([plain.code, detailed.code]).toEqual([0, code]);
  expect(detailed.stdout).toBe(plain.stdout);
  expect(plain.stdout).toContain(`Job: "${job.ID}"`);
  expect(plain.stdout).toContain(`nomadx run --check-index ${plan.JobModifyIndex} job.json`);
  expect(plain.stdout).toMatch(new RegExp(`\nCompared with Nomad at ${address}\\.\n$`));
  expect(plain.stderr).toBe("");
});

const badPriority = "1 error occurred:\n\t* job priority must be between [1, 100]\n\n";
const refuseBad: Script = (request) =>
  jobIn(request).ID === "bad" ? refuse(500, badPriority)(request) : planOfNewJob(request);

const three = {
  "a.json": jobJson("a"),
  "bad.json": jobJson("bad", { Priority: 101 }),
  "c.json": jobJson("c"),
};

test("a refused job is named with its file and the server's words, and the others are planned", async () => {
  const { address } = await startNomad({ "PUT /v1/job/*/plan": refuseBad });
  const around = { dir: directoryOf(three), address };
  const args = ["plan", ...Object.keys(three), "--out", "plan.json"];
  const { code, stdout, stderr } = await nomadx(args, around);
  expect(code).toBe(1);
  expect(stdout).toContain('+ Job: "a"');
  expect(stdout).toContain('+ Job: "c"');
  expect(stdout).toContain("Plan: 2 jobs to change (2 new): 4 create. 1 job could not be planned.\n");
  expect(stderr).toBe(
    'error[NX301] bad.json:1:7: Nomad refused job "bad": job priority must be between [1, 100]\n' +
      '  1 | {"ID":"bad","Name":"bad","Type":"service","Datacenters":["dc1"],"TaskGroups":[{"Name":"web","Count…\n    |       ^^^^^\n  in ID\n' +
      "not saved to plan.json: not all jobs could be planned\n",
  );
  const json = await nomadx([...args, "--json"], around);
  expect(json.code).toBe(1);
  expect(JSON.parse(json.stdout)).toMatchObject({
    schemaVersion: 1,
    comparedWith: { kind: "server", address },
    jobs: [
      { file: "a.json", job: "a" },
      { file: "c.json", job: "c" },
    ],
    refused: [{ file: "bad.json", job: "bad", errors: ["job priority must be between [1, 100]"] }],
  });
});

test("an only job that is refused is the error", async () => {
  const { address } = await startNomad({ "PUT /v1/job/*/plan": refuseBad });
  const outcome = await nomadx(["plan", "bad.json"], { dir: directoryOf(three), address });
  expect(outcome).toEqual({
    code: 1,
    stdout: "",
    stderr:
      'error: bad.json: Nomad refused job "bad": job priority must be between [1, 100]\n' +
      `  PUT ${address}/v1/job/bad/plan: 500\n`,
  });
});

test("what is wrong with the server is said once, however many jobs there are", async () => {
  const { address } = await startNomad({ "PUT /v1/job/*/plan": refuse(500, "No cluster leader") });
  const { code, stderr } = await nomadx(["plan", "."], { dir: directoryOf(three), address });
  expect(stderr.match(/No cluster leader/g)).toHaveLength(1);
  expect(code).toBe(1);
});

test("of many jobs, each change is shown, and what they share is said once", async () => {
  const warnings = "1 warning:\n\n* Group web has no update block";
  const { address } = await startNomad({
    "PUT /v1/job/*/plan": (request) =>
      jobIn(request).ID === "same"
        ? recordedPlan("unchanged-service").plan
        : { ...Object(planOfNewJob(request)), Warnings: warnings },
  });
  const dir = directoryOf({ "a.json": jobJson("a"), "b.json": jobJson("b"), "same.json": jobJson("same") });
  const { code, stdout, stderr } = await nomadx(["plan", "."], { dir, address });
  expect(stdout).toBe(`\
+ Job: "a"
+ Task Group: "web" (2 create)
  + Task: "server" (forces create)

Scheduler dry-run:
- All tasks successfully allocated.

+ Job: "b"
+ Task Group: "web" (2 create)
  + Task: "server" (forces create)

Scheduler dry-run:
- All tasks successfully allocated.

Job Warnings:
- Group web has no update block ("a", "b")

Plan: 2 jobs to change (2 new), 1 unchanged: 4 create.
Compared with Nomad at ${address}.
`);
  expect(stderr).toBe("");
  expect(code).toBe(0);
});

test("a saved plan is for its owner's eyes only and has the jobs with their check-indexes", async () => {
  const { plan, job } = recordedPlan("tag-only");
  const { address } = await startNomad({ "PUT /v1/job/*/plan": () => plan });
  const dir = directoryOf({ "job.json": JSON.stringify(job) });
  const { stderr } = await nomadx(["plan", "job.json", "--out", "saved/plan.json"], { dir, address });
  const file = join(dir, "saved/plan.json");
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject({
    kind: "nomadx-plan",
    schemaVersion: 1,
    comparedWith: { kind: "server", address },
    jobs: [{ checkIndex: Number(plan.JobModifyIndex), job: { ID: job.ID }, secrets: [] }],
  });
  expect(stderr).toBe(
    "saved saved/plan.json; it holds secret values in clear text. Run it with: nomadx run saved/plan.json\n",
  );
});

// In the second lane the end-to-end suite may start one at any moment.
const isSecondLane = process.env["NOMADX_SECOND_LANE"] === "yes";
const hasAgent = await new Promise<boolean>((resolve) => {
  const socket = createConnection(4646, "127.0.0.1", () => resolve(true));
  socket.on("error", () => resolve(false)).on("connect", () => socket.destroy());
});

test.skipIf(hasAgent || isSecondLane)(
  "offline, all is new, and it is said where (needs port 4646 free)",
  async () => {
    const dir = directoryOf({ "web.ts": goodJob });
    const { code, stdout, stderr } = await nomadx(["plan", "web.ts"], { dir });
    expect(stdout).toBe(`\
+ Job: "web"
+ Task Group: "web" (1 create)
  + Task: "server" (forces create)

Plan: 1 job to change (1 new): 1 create.
Compared with an empty cluster: no server was asked and nothing was scheduled.
`);
    expect(stderr).toBe(
      "no Nomad answers at http://127.0.0.1:4646: planned offline. Set NOMAD_ADDR to plan against a cluster.\n",
    );
    expect(code).toBe(0);
    const json = await nomadx(["plan", "web.ts", "--json", "--detailed-exitcode"], { dir });
    expect(JSON.parse(json.stdout)).toMatchObject({
      schemaVersion: 1,
      comparedWith: { kind: "empty cluster" },
    });
    expect(json.code).toBe(2);
  },
);

test.skipIf(hasAgent || isSecondLane)("offline, HCL is planned as well (needs port 4646 free)", async () => {
  const hcl =
    'variable "count" {\n  default = 1\n}\njob "web" {\n  group "web" {\n    count = var.count\n    task "server" {\n      driver = "mock_driver"\n    }\n  }\n}\n';
  const dir = directoryOf({ "web.nomad.hcl": hcl, "prod.vars": "count = 3\n" });
  const { code, stdout } = await nomadx(["plan", "web.nomad.hcl", "--var-file", "prod.vars"], { dir });
  expect(stdout).toContain('+ Task Group: "web" (3 create)');
  expect(code).toBe(0);
});
