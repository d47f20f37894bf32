import { describe, expect, test } from "vitest";

import { recordedFlow } from "../../packages/core/src/dev/testing/recorded-flow.ts";
import {
  refuse,
  startNomad,
  takeJob,
  type Scripts,
} from "../../packages/core/src/dev/testing/scripted-nomad.ts";
import { directoryOf, linesOfJson, nomadx } from "./nomadx.ts";

function stub(id: string) {
  const indexes = { CreateIndex: 1, ModifyIndex: 2, JobModifyIndex: 3 };
  const about = { Type: "service", Priority: 50, Status: "running", Stop: false, Namespace: "default" };
  return { ID: id, Name: id, ...about, SubmitTime: 1_763_720_753_000_000_000, ...indexes };
}

/** A job as a file of the API's JSON has it. */
const webJob = {
  ...{ ID: "web", Name: "web", Type: "service", Datacenters: ["dc1"] },
  TaskGroups: [
    { Name: "web", Tasks: [{ Name: "web", Driver: "raw_exec", Config: { command: "/bin/true" } }] },
  ],
};

/** Everything about one job that `status` asks for. */
const oneJob: Scripts = {
  "GET /v1/job/*": () => ({ ...stub("web"), Version: 2, Datacenters: ["dc1"], NodePool: "default" }),
  "GET /v1/job/*/summary": () => ({
    ...{ JobID: "web", CreateIndex: 1, ModifyIndex: 2 },
    Summary: { web: { Running: 1, Queued: 0, Complete: 0, Failed: 0, Starting: 0, Lost: 0, Unknown: 0 } },
  }),
  "GET /v1/job/*/deployment": () => null,
  "GET /v1/job/*/allocations": () => [],
  "GET /v1/job/*/evaluations": () => [],
};

test.each([
  [[], "No jobs.\n"],
  [
    [stub("b"), { ...stub("a/b"), Stop: true, Status: "dead" }],
    `\
ID   Type     Priority  Status          Submitted
b    service  50        running         2025-11-21T10:25:53Z
a/b  service  50        dead (stopped)  2025-11-21T10:25:53Z
`,
  ],
])("the list of %j", async (jobs, text) => {
  const { address } = await startNomad({ "GET /v1/jobs": () => jobs });
  expect(await nomadx(["status"], { address })).toEqual({ code: 0, stdout: text, stderr: "" });
});

describe("the namespace * means all of them", () => {
  const everywhere = { env: { NOMAD_NAMESPACE: "*" } };
  const inTeamA = { ...stub("web"), Namespace: "team-a" };
  const elsewhere = { ...stub("web-2"), Namespace: "team-b" };

  test("the list has a column for them", async () => {
    const { address } = await startNomad({ "GET /v1/jobs": () => [inTeamA, elsewhere] });
    expect((await nomadx(["status"], { address, ...everywhere })).stdout).toBe(`\
ID     Namespace  Type     Priority  Status   Submitted
web    team-a     service  50        running  2025-11-21T10:25:53Z
web-2  team-b     service  50        running  2025-11-21T10:25:53Z
`);
  });

  test("everything about one job is asked for where it is", async () => {
    const { address, requests } = await startNomad({ ...oneJob, "GET /v1/jobs": () => [inTeamA, elsewhere] });
    expect((await nomadx(["status", "web"], { address, ...everywhere })).code).toBe(0);
    const places = requests.slice(1).map(({ url }) => new URL(url, address).searchParams.get("namespace"));
    expect(places).toEqual(["team-a", "team-a", "team-a", "team-a", "team-a"]);
  });

  test("of a job that several have, the user says which", async () => {
    const twice = [inTeamA, { ...inTeamA, Namespace: "team-b" }];
    const { address } = await startNomad({ ...oneJob, "GET /v1/jobs": () => twice });
    for (const command of ["status", "stop"]) {
      expect(await nomadx([command, "web"], { address, ...everywhere })).toEqual({
        code: 64,
        stdout: "",
        stderr: 'error: Several namespaces have a job "web": team-a, team-b\nhelp: Name one: --namespace\n',
      });
    }
  });

  test.each(["plan", "run", "validate"])("%s needs one", async (command) => {
    const { address, requests } = await startNomad({});
    const dir = directoryOf({ "web.json": JSON.stringify(webJob) });
    const { code, stderr } = await nomadx([command, "web.json"], { address, dir, ...everywhere });
    expect({ code, stderr }).toEqual({
      code: 64,
      stderr:
        'error: The namespace * means all of them, and "web" needs one\n' +
        "help: Name one: --namespace, NOMAD_NAMESPACE, or `namespace` in the job\n",
    });
    expect(requests).toEqual([]);
  });

  test("a job is stopped where it is", async () => {
    const { address, requests } = await startNomad({
      "GET /v1/jobs": () => [inTeamA],
      "GET /v1/job/*": () => inTeamA,
      "DELETE /v1/job/*": takeJob(""),
    });
    await nomadx(["stop", "web", "--purge", "--yes"], { address, ...everywhere });
    expect(requests.filter(({ method }) => method === "DELETE").map(({ url }) => url)).toEqual([
      "/v1/job/web?namespace=team-a",
      "/v1/job/web?namespace=team-a&purge=true",
    ]);
  });
});

test("one job that begins so is meant", async () => {
  const { address, requests } = await startNomad({ ...oneJob, "GET /v1/jobs": () => [stub("web")] });
  const { code, stdout } = await nomadx(["status", "we"], { address });
  expect(stdout).toMatch(/^ID {12}web\n/);
  expect(stdout).toContain("\nGroups\nGroup  Queued  Starting  Running");
  expect(stdout).toMatch(/\nAllocations\nNone\.\n$/);
  expect(code).toBe(0);
  expect(requests[0]?.url).toBe("/v1/jobs?prefix=we&per_page=20");
});

test("of several jobs that begin so, the user says which", async () => {
  const { address } = await startNomad({ "GET /v1/jobs": () => [stub("web"), stub("web-2")] });
  expect(await nomadx(["status", "we"], { address })).toEqual({
    code: 64,
    stdout: "",
    stderr: 'error: Several jobs begin with "we"\nhelp: Which one: web, web-2?\n',
  });
});

test("the job itself is meant before others that begin so", async () => {
  const routes = { ...oneJob, "GET /v1/jobs": () => [stub("web"), stub("web-2")] };
  const { address } = await startNomad(routes);
  expect((await nomadx(["status", "web"], { address })).stdout).toMatch(/^ID {12}web\n/);
});

test("a token that may read one job but list none is enough", async () => {
  const { address } = await startNomad({ ...oneJob, "GET /v1/jobs": refuse(403, "Permission denied") });
  const { code, stdout } = await nomadx(["status", "web"], { address });
  expect(stdout).toMatch(/^ID {12}web\n/);
  expect(code).toBe(0);
});

test("status of a job that is not there says so", async () => {
  const { address } = await startNomad({ "GET /v1/jobs": () => [] });
  const { code, stderr } = await nomadx(["status", "web"], { address });
  expect(stderr).toBe(
    'error: There is no job whose ID is or begins with "web"\n' +
      "help: nomadx status lists the jobs of the namespace.\n",
  );
  expect(code).toBe(1);
});

test("jobs that are not there are named before another is stopped", async () => {
  const { address, requests } = await startNomad({
    "GET /v1/job/web": () => stub("web"),
    "GET /v1/job/*": refuse(404, "job not found"),
  });
  expect(await nomadx(["stop", "web", "wbe", "a/b"], { address })).toEqual({
    code: 1,
    stdout: "",
    stderr:
      'error: There is no job "wbe", "a/b"; nothing was stopped\n' +
      "help: nomadx status lists the jobs of the namespace.\n",
  });
  expect(requests.map(({ method }) => method)).not.toContain("DELETE");
});

const { jobId, evaluationId } = recordedFlow("service-success");
const stopped = {
  ...{ ID: evaluationId, JobID: jobId, Type: "service", TriggeredBy: "job-deregister" },
  ...{ Status: "complete", CreateIndex: 5, ModifyIndex: 6, JobModifyIndex: 5 },
};
const stopping: Scripts = {
  [`GET /v1/evaluation/${evaluationId}`]: () => stopped,
  "GET /v1/job/*/evaluations": () => [stopped],
  "GET /v1/job/*": () => ({ ...stub(jobId), Stop: true, Version: 1, ModifyIndex: 5, JobModifyIndex: 5 }),
  "GET /v1/job/*/deployments": () => [],
  "GET /v1/job/*/allocations": () => [],
  "DELETE /v1/job/*": takeJob(evaluationId),
};

test("--purge is not done without a word where nobody can be asked", async () => {
  const { address, requests } = await startNomad(stopping);
  expect(await nomadx(["stop", jobId, "--purge"], { address })).toEqual({
    code: 64,
    stdout: "",
    stderr:
      "error: This cannot be undone, and there is no terminal on which to ask for confirmation\nhelp: Confirm it with --yes.\n",
  });
  expect(requests.map(({ method }) => method)).not.toContain("DELETE");
});

test("a job is forgotten only after it has stopped", async () => {
  const { address, requests } = await startNomad(stopping);
  const { code, stdout, stderr } = await nomadx(["stop", jobId, "--purge", "--yes", "--json"], { address });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  expect(linesOfJson(stdout).map(({ type }) => type)).toEqual(
    expect.arrayContaining(["stopping", "ended", "purged", "summary"]),
  );
  expect(linesOfJson(stdout).at(-1)).toMatchObject({
    type: "summary",
    jobs: [{ job: jobId, purged: true, outcome: { kind: "stopped" } }],
  });
  const deletes = requests.filter(({ method }) => method === "DELETE").map(({ url }) => url);
  expect(deletes).toEqual([`/v1/job/${jobId}`, `/v1/job/${jobId}?purge=true`]);
});

test("a periodic job is stopped at once, purged, and what it has started is named", async () => {
  const child = (time: number, status: string) => ({
    ...stub(`nightly/periodic-${time}`),
    ParentID: "nightly",
    Status: status,
  });
  const { address, requests } = await startNomad({
    "GET /v1/job/nightly": () => ({ ...stub("nightly"), Type: "batch", Periodic: { Enabled: true } }),
    "GET /v1/jobs": () => [child(1, "running"), child(2, "dead"), stub("nightly/other")],
    "DELETE /v1/job/*": takeJob(""),
  });
  const told = await nomadx(["stop", "nightly", "--purge", "--yes"], { address });
  expect(told).toEqual({
    code: 0,
    stdout: "stopped: None of its allocations was running, and it will not start again\n",
    stderr:
      'stopping job "nightly"\njob "nightly" is purged\n' +
      "1 job that it started goes on. To stop it, too:\n  nomadx stop nightly/periodic-1\n",
  });
  expect(requests.filter(({ method }) => method === "DELETE").map(({ url }) => url)).toEqual([
    "/v1/job/nightly",
    "/v1/job/nightly?purge=true",
  ]);
  const { stdout } = await nomadx(["stop", "nightly", "--json"], { address });
  expect(linesOfJson(stdout).at(-1)).toMatchObject({
    jobs: [{ job: "nightly", purged: false, outcome: { kind: "stopped", exitCode: 0 } }],
    children: ["nightly/periodic-1"],
  });
});
