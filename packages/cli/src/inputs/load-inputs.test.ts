import { NomadxError, type Finding } from "@nomadx/core";
import { describe, expect, test } from "vitest";
import type { InputContext } from "./read/input-context.ts";
import { GOOD_JOB, makeProject } from "./testing/project.ts";

const GOOD_JSON = `{
  "ID": "api",
  "TaskGroups": [{ "Name": "g", "Tasks": [{ "Name": "t", "Driver": "mock_driver", "Config": {} }] }]
}`;

test("jobs and diagnostics come in the order of the arguments", async () => {
  const project = makeProject({
    "a.ts": GOOD_JOB,
    "b.json": GOOD_JSON,
    "c.hcl": "job",
    "d.ts": "const x: = 1;",
    "e.json": "{",
  });
  const { jobs, diagnostics } = await project.load(["e.json", "b.json", "d.ts", "a.ts", "none.ts", "c.hcl"]);
  expect(jobs.map(({ file, kind, job }) => [file, kind, job.ID])).toEqual([
    ["b.json", "json", "api"],
    ["a.ts", "typescript", "web"],
  ]);
  expect(diagnostics.map(({ code, source }) => [code, source?.file])).toEqual([
    ["NX101", undefined],
    ["NX104", "e.json"],
    ["NX104", "d.ts"],
    ["NX107", "c.hcl"],
  ]);
});

test("what was written stays with the job", async () => {
  const project = makeProject({ "a.ts": GOOD_JOB, "b.json": GOOD_JSON });
  const { jobs } = await project.load(["."]);
  expect(jobs.map(({ spec, text }) => ({ spec, text }))).toEqual([
    {
      spec: {
        name: "web",
        spec: { group: { web: { task: { server: { driver: "docker", config: { image: "nginx:1" } } } } } },
      },
      text: undefined,
    },
    { spec: undefined, text: GOOD_JSON },
  ]);
});

test("values marked as secret are told", async () => {
  const project = makeProject({
    "a.ts": GOOD_JOB.replace("{ job }", "{ job, secret }").replace(
      'driver: "docker"',
      'driver: "docker", env: { TOKEN: secret("s3cr3t") }',
    ),
  });
  expect((await project.load(["a.ts"])).jobs.map(({ secrets }) => secrets)).toEqual([["s3cr3t"]]);
});

function goodJobWith(line: string): string {
  return GOOD_JOB.replace("group:", `${line}\n  group:`);
}

describe("the same job twice", () => {
  test("is an error that names both places", async () => {
    const project = makeProject({ "a.ts": GOOD_JOB, "b.json": GOOD_JSON.replace("api", "web") });
    expect(await project.complaints(["a.ts", "b.json"])).toMatchInlineSnapshot(`
      "error[NX207] b.json:2:9: Job "web" is there twice
        2 |   "ID": "web",
          |         ^^^^^
        The other one is at a.ts:3:16.

      1 error in 1 file"
    `);
  });

  test("is none in another namespace or region", async () => {
    const project = makeProject({
      "a.ts": goodJobWith('namespace: "ops",'),
      "b.ts": goodJobWith('region: "eu",'),
      "c.ts": GOOD_JOB,
    });
    expect(await project.complaints(["."])).toBe("");
    const { diagnostics } = await project.load(["."], { namespace: "ops" });
    expect(diagnostics.map(({ code, source }) => [code, source?.file])).toEqual([["NX207", "c.ts"]]);
  });
});

describe("JSON", () => {
  test("mistakes in the syntax are all found", async () => {
    const project = makeProject({
      "a.json": `{\n  "ID": "web",\n  // a comment\n  "Priority" 50,\n  "Datacenters": ["dc1",],\n}\n`,
    });
    expect(await project.complaints(["a.json"])).toMatchInlineSnapshot(`
      "error[NX104] a.json:3:3: JSON has no comments
        3 |   // a comment
          |   ^^^^^^^^^^^^

      error[NX104] a.json:4:14: A ":" is expected here
        4 |   "Priority" 50,
          |              ^^

      error[NX104] a.json:5:24: A comma with nothing after it
        5 |   "Datacenters": ["dc1",],
          |                        ^

      error[NX104] a.json:5:26: A comma with nothing after it
        5 |   "Datacenters": ["dc1",],
          |                          ^

      4 errors in 1 file"
    `);
  });

  test.for<[string, string]>([
    ["", "1:1 A value is expected here"],
    ['{"ID": "web"', '1:13 A "}" is missing here'],
    ['{"ID": "web\n"}', "1:8 The string has no end on its line"],
    ["{ID: 1}", "1:2 This is no JSON value; names and texts need double quotes"],
    ['{"ID": 1} x', "1:11 This is no JSON value; names and texts need double quotes"],
    ['{"ID": "\\q"}', "1:8 JSON has no such escape"],
    ['{"ID": 1,}', "1:9 A comma with nothing after it"],
  ])("%j is refused", async ([text, expected]) => {
    const { diagnostics } = await makeProject({ "a.json": text }).load(["a.json"]);
    expect(
      diagnostics.map(
        ({ code, summary, source }) => `${code} ${source?.start.line}:${source?.start.column} ${summary}`,
      ),
    ).toEqual([`NX104 ${expected}`]);
  });

  test("a job may be wrapped, and problems in it are found where they are", async () => {
    const project = makeProject({
      "a.json": `{ "job": {\n  "ID": "web",\n  "Priority": "high",\n  "TaskGroups": [{ "Name": "g", "Cuont": 1,\n    "Services": [{ "PortLabel": "htpp" }],\n    "Tasks": [{ "Name": "t", "Driver": "mock_driver" }] }]\n} }\n`,
    });
    expect(await project.complaints(["a.json"])).toMatchInlineSnapshot(`
      "error[NX203] a.json:3:15: "Priority" must be a whole number
        3 |   "Priority": "high",
          |               ^^^^^^
        Received "high".
        in job.Priority

      warning[NX201] a.json:4:33: "Cuont" is not a field of Nomad's TaskGroup
        4 |   "TaskGroups": [{ "Name": "g", "Cuont": 1,
          |                                 ^^^^^^^
        Nomad ignores it.
        in job.TaskGroups[0].Cuont
        help: Did you mean "Count"?

      error[NX206] a.json:5:33: Port "htpp" is not declared
        5 |     "Services": [{ "PortLabel": "htpp" }],
          |                                 ^^^^^^
        No port is declared in this group's network.
        in job.TaskGroups[0].Services[0].PortLabel
        help: Add it: network: { port: { htpp: {} } }.

      2 errors, 1 warning in 1 file"
    `);
  });

  test("integers that a double cannot hold are kept", async () => {
    const text = GOOD_JSON.replace('"ID"', '"JobModifyIndex": 18446744073709551615, "ID"');
    const { jobs } = await makeProject({ "a.json": text }).load(["a.json"]);
    expect(jobs[0]?.job.JobModifyIndex).toBe(18446744073709551615n);
  });

  test("other JSON is left out of a directory, and refused when it is named", async () => {
    const project = makeProject({
      "jobs/a.json": GOOD_JSON,
      "jobs/data.json": `{ "replicas": 2 }`,
      "jobs/list.json": "[]",
    });
    expect((await project.load(["jobs"])).jobs.map(({ file }) => file)).toEqual(["jobs/a.json"]);
    expect(await project.complaints(["jobs"])).toBe("");
    const { diagnostics } = await project.load(["jobs/data.json", "jobs/list.json"]);
    expect(diagnostics.map(({ code, source }) => [code, source?.file])).toEqual([
      ["NX106", "jobs/data.json"],
      ["NX106", "jobs/list.json"],
    ]);
  });
});

describe("HCL", () => {
  const hcl = 'variable "n" {}\n\njob "web" {\n  datacentres = ["dc1"]\n  priority    = "high"\n}\n';

  test("goes to the server with the variables that it mentions", async () => {
    const asked: string[][] = [];
    const { jobs } = await makeProject({ "a.nomad": hcl }).load(["a.nomad"], {
      vars: { n: "1", other: "2" },
      parseHcl: async (text, variables) => {
        asked.push([text, variables]);
        return { ID: "web", TaskGroups: [{ Name: "g", Tasks: [{ Name: "t", Driver: "mock_driver" }] }] };
      },
    });
    expect(asked).toEqual([[hcl, 'n = "1"\n']]);
    expect(jobs.map(({ file, kind, job, text }) => [file, kind, job.ID, text])).toEqual([
      ["a.nomad", "hcl", "web", hcl],
    ]);
  });

  // The text is what Nomad 2.0.5 answers to this file.
  test("what the server refuses is shown in the user's file", async () => {
    const text =
      'Failed to parse job: input.hcl:4,3-14: Unsupported argument; An argument named "datacentres" is not expected here. Did you mean "datacenters"?\n' +
      "input.hcl:5,17-23: Unsuitable value type; Unsuitable value: a number is required";
    const project = makeProject({ "jobs/a.hcl": hcl });
    const parseHcl = async () => {
      const request = { method: "PUT", url: "http://127.0.0.1:4646/v1/jobs/parse", status: 400, text };
      throw new NomadxError("refused", "refused", { request });
    };
    expect(await project.complaints(["jobs"], { parseHcl })).toMatchInlineSnapshot(`
      "error[NX108] jobs/a.hcl:4:3: Unsupported argument
        4 |   datacentres = ["dc1"]
          |   ^^^^^^^^^^^
        An argument named "datacentres" is not expected here. Did you mean "datacenters"?

      error[NX108] jobs/a.hcl:5:17: Unsuitable value type
        5 |   priority    = "high"
          |                 ^^^^^^
        Unsuitable value: a number is required

      2 errors in 1 file"
    `);
  });

  test("a server that cannot be reached ends the run", async () => {
    const unreachable = new NomadxError("unreachable", "No Nomad server answers at http://127.0.0.1:4646");
    const parseHcl = () => Promise.reject(unreachable);
    await expect(makeProject({ "a.hcl": hcl }).load(["a.hcl"], { parseHcl })).rejects.toBe(unreachable);
  });

  test("without a server the message says what is missing", async () => {
    expect(await makeProject({ "a.hcl": hcl }).complaints(["a.hcl"])).toMatchInlineSnapshot(`
      "error[NX107] a.hcl:1:1: HCL can only be read with a Nomad server for now
        help: Start a Nomad server, or name one with --address or NOMAD_ADDR.

      1 error in 1 file"
    `);
  });

  test("the structure of what the server parsed is checked", async () => {
    const { diagnostics } = await makeProject({ "a.hcl": hcl }).load(["a.hcl"], {
      parseHcl: async () => ({ ID: "web", TaskGroups: [] }),
    });
    expect(diagnostics.map(({ code, path, source }) => [code, path, source?.file])).toEqual([
      ["NX209", "group", "a.hcl"],
    ]);
  });
});

function stdin(text: string): Pick<InputContext, "readStdin"> {
  return { readStdin: async () => text };
}

describe("standard input", () => {
  test("is JSON when it begins with a brace", async () => {
    const { jobs } = await makeProject({}).load(["-"], stdin(`\n ${GOOD_JSON}`));
    expect(jobs.map(({ file, kind, job }) => [file, kind, job.ID])).toEqual([["<stdin>", "json", "api"]]);
  });

  test("is HCL otherwise", async () => {
    const { jobs } = await makeProject({}).load(["-"], {
      ...stdin("job {}"),
      parseHcl: async (text) => ({
        ID: text,
        TaskGroups: [{ Name: "g", Tasks: [{ Name: "t", Driver: "mock_driver" }] }],
      }),
    });
    expect(jobs.map(({ file, kind, job }) => [file, kind, job.ID])).toEqual([["<stdin>", "hcl", "job {}"]]);
  });

  test("is what its file name says, and imports from there", async () => {
    const project = makeProject({ "jobs/name.ts": `export const name = "piped";` });
    const text = `import { name } from "./name.ts";\n${GOOD_JOB.replace('"web"', "name")}`;
    const { jobs } = await project.load(["-"], { ...stdin(text), stdinFilename: "jobs/web.ts" });
    expect(jobs.map(({ file, kind, job }) => [file, kind, job.ID])).toEqual([
      ["jobs/web.ts", "typescript", "piped"],
    ]);
  });

  test("is shown in errors like any file", async () => {
    const project = makeProject({});
    expect(await project.complaints(["-"], stdin('{ "ID": }'))).toMatchInlineSnapshot(`
      "error[NX104] <stdin>:1:9: A value is expected here
        1 | { "ID": }
          |         ^

      1 error in 1 file"
    `);
    const script = { ...stdin("const x: = 1;"), stdinFilename: "web.ts" };
    expect((await project.load(["-"], script)).diagnostics.map(({ source }) => source?.file)).toEqual([
      "web.ts",
    ]);
  });
});

test("a problem found later is put into the words and the place of the file it comes from", async () => {
  const project = makeProject({ "a.ts": GOOD_JOB, "b.json": `{ "Job": ${GOOD_JSON} }` });
  const { jobs, locate } = await project.load(["a.ts", "b.json"]);
  const problem: Finding = {
    severity: "error",
    code: "NX301",
    summary: "Driver unknown",
    keys: ["TaskGroups", 0, "Tasks", 0, "Driver"],
  };
  const located = await Promise.all(jobs.map(async (job) => (await locate(job, [problem]))[0]));
  expect(located.map((each) => [each?.path, each?.source?.file, each?.source?.start.line])).toEqual([
    ["group.web.task.server.driver", "a.ts", 4],
    ["Job.TaskGroups[0].Tasks[0].Driver", "b.json", 3],
  ]);
});

test("without arguments there is nothing to load", async () => {
  expect(await makeProject({}).complaints([])).toBe("error[NX102]: No job file is given\n\n1 error");
});
