import { type Finding } from "@nomadx/core";
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
    ["NX508", "c.hcl"],
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
      "error[NX207] b.json:2:9: Job "web" is given twice
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
    ["{ID: 1}", "1:2 This is not a JSON value; names and texts need double quotes"],
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

  test("what follows the job is ignored, as by Nomad, and told", async () => {
    const project = makeProject({ "a.json": `${GOOD_JSON}\n${GOOD_JSON}` });
    const { jobs, diagnostics } = await project.load(["a.json"]);
    expect(jobs.map(({ job }) => job.ID)).toEqual(["api"]);
    expect(
      diagnostics.map(({ severity, code, source }) => [severity, code, source?.file, source?.start.column]),
    ).toEqual([["warning", "NX217", "a.json", 1]]);
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

      warning[NX206] a.json:5:33: Port "htpp" is not declared
        5 |     "Services": [{ "PortLabel": "htpp" }],
          |                                 ^^^^^^
        No port is declared in this group's network. Nomad registers the job, but each allocation fails, since the client does not find the port that it is to register.
        in job.TaskGroups[0].Services[0].PortLabel
        help: Declare a port "htpp" in the block "network".

      1 error, 2 warnings in 1 file"
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

describe("a folder of other things, too", () => {
  const repository = {
    "jobs/team/web.ts": `import { job } from "@nomadx/core"; export default job("web", { group: { g: { task: { t: { driver: "raw_exec", config: { command: "a" } } } } } });`,
    "jobs/api.json": GOOD_JSON,
    "jobs/lib/names.ts": `export const name = "web"; throw new Error("it must not be run");`,
    "scripts/clean.mjs": `process.exit(0);`,
    "src/data.json": `{ "id": 1, "Name": "no job" }`,
    "src/broken.json": `{ "id": 1, // a comment`,
    "agent.hcl": `client {\n  enabled = true\n}`,
    "package.json": "{}",
    "README.md": "",
  };

  test("what holds no job by its text is neither run nor reported", async () => {
    const project = makeProject(repository);
    expect((await project.load(["."])).jobs.map(({ file }) => file)).toEqual([
      "jobs/api.json",
      "jobs/team/web.ts",
    ]);
    expect(await project.complaints(["."])).toBe("");
  });

  test("another default export is skipped with a warning; one that looks like a job is an error, and so is a job in pieces", async () => {
    const project = makeProject({
      ...repository,
      "src/app.ts": "export default class App {}",
      "jobs/forgotten.ts": "export default { group: {} };",
      "jobs/broken.json": `{ "Job": { "ID": "b", }`,
      "jobs/broken.nomad.hcl": `job "b" {`,
    });
    const { diagnostics } = await project.load(["."]);
    expect(diagnostics.map(({ severity, code, source }) => [severity, code, source?.file])).toEqual([
      ["error", "NX104", "jobs/broken.json"],
      ["error", "NX507", "jobs/broken.nomad.hcl"],
      ["error", "NX106", "jobs/forgotten.ts"],
      ["warning", "NX106", "src/app.ts"],
    ]);
  });
});

describe("HCL", () => {
  const hcl = `variable "image" {}

job "web" {
  group "web" {
    task "server" {
      driver = "docker"

      config {
        image = var.image
        args  = [file("args.txt"), sha256("a")]
      }
    }
  }
}
`;

  test("is read with the values of its variables, and files beside it", async () => {
    const project = makeProject({ "jobs/a.nomad": hcl, "jobs/args.txt": "--quiet" });
    const { jobs, diagnostics } = await project.load(["jobs/a.nomad"], {
      values: { environment: { image: "nginx:1" }, flags: { image: "nginx:2" } },
    });
    expect(diagnostics).toEqual([]);
    expect(jobs.map(({ file, kind, text }) => [file, kind, text])).toEqual([["jobs/a.nomad", "hcl", hcl]]);
    expect(jobs[0]?.job.TaskGroups?.[0]?.Tasks?.[0]?.Config).toEqual({
      image: "nginx:2",
      args: ["--quiet", "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"],
    });
  });

  test("has its problems at their places, all of them", async () => {
    const text = hcl
      .replace("driver", "drver")
      .replace("var.image", "uper(var.image)")
      .replace("args.txt", "none.txt");
    const project = makeProject({ "jobs/a.hcl": text });
    expect(await project.complaints(["jobs"])).toMatchInlineSnapshot(`
      "error[NX110] jobs/a.hcl:1:1: Variable without a value
        1 | variable "image" {}
          | ^^^^^^^^^^^^^^^^
        The variable "image" has no default, and no value was given: use --var image=…, --var-file or NOMAD_VAR_image.

      1 error in 1 file"
    `);
  });

  test("refuses values for variables that no file takes, and names the one that was meant", async () => {
    const project = makeProject({ "a.hcl": hcl, "b.hcl": 'job "b" {}\n', "args.txt": "", "c.ts": GOOD_JOB });
    const given = { values: { flags: { image: "x", imgae: "y" } } };
    const refused = async (files: readonly string[]) =>
      (await project.load(files, given)).diagnostics.flatMap(({ code, path, help }) =>
        code === "NX111" ? [`${path} ${help}`] : [],
      );
    expect(await refused(["a.hcl", "b.hcl"])).toEqual(['--var imgae Did you mean "image"?']);
    expect(await refused(["a.hcl", "c.ts"])).toEqual(['--var imgae Did you mean "image"?']);
  });

  test("leads from a job's API form to its places", async () => {
    const project = makeProject({ "a.hcl": hcl, "args.txt": "" });
    const { jobs, place } = await project.load(["a.hcl"], { values: { flags: { image: "x" } } });
    const [loaded] = jobs;
    if (loaded === undefined) throw new Error("no job");
    const { path, source } = await place(loaded, ["TaskGroups", 0, "Tasks", 0, "Config", "image"]);
    expect([path, source.file, source.start.line, source.start.column]).toEqual([
      "group.web.task.server.config.image",
      "a.hcl",
      9,
      17,
    ]);
  });
});

function stdin(text: string): Pick<InputContext, "readStdinBytes"> {
  return { readStdinBytes: async () => new TextEncoder().encode(text) };
}

describe("a variable that no job file asks for", () => {
  const asking = (body: string): string => `import { job } from "@nomadx/core";
export default ({ vars, env }) => { ${body} return job("web", {
  group: { web: { task: { server: { driver: "docker", config: { image: "nginx:1" } } } } },
}); };`;
  const given = { values: { flags: { cuont: "2" } } };

  test.each([
    ["vars.count;", ['Did you mean "count"?']],
    ["const { count } = vars;", ['Did you mean "count"?']],
    ["'count' in vars;", ['Did you mean "count"?']],
    ["Object.hasOwn(vars, 'count');", ['Did you mean "count"?']],
    ["vars.region;", [undefined]],
    ["", [undefined]],
    ["vars.cuont;", []],
    ["const all = { ...vars };", []],
    ["JSON.stringify(vars);", []],
    ["for (const name in vars) vars[name];", []],
  ])("%s", async (body, expected) => {
    const { load } = makeProject({ "a.ts": asking(body) });
    const { diagnostics } = await load(["a.ts"], given);
    expect(diagnostics.map(({ code, path, help }) => [code, path, help])).toEqual(
      expected.map((help) => ["NX111", "--var cuont", help]),
    );
  });

  test.each([
    ["if (env['NO_SUCH']) vars.cuont;", "2:57"],
    ["if (env['NO_SUCH']) vars['cuont'];", "2:62"],
    ["const more = (given) => { const { cuont } = given; return cuont; };", "2:69"],
  ])("may be asked for under another condition: %s", async (body, place) => {
    const { load } = makeProject({ "a.ts": asking(body) });
    const { diagnostics } = await load(["a.ts"], given);
    expect(
      diagnostics.map(({ severity, code, source }) => [
        severity,
        code,
        `${source?.start.line}:${source?.start.column}`,
      ]),
    ).toEqual([["warning", "NX111", place]]);
  });

  test("may be asked for by a module that is imported, however deep", async () => {
    const { load } = makeProject({
      "a.ts": `import { image } from "./lib/image.ts"; ${asking("image(vars, env);")}`,
      "lib/image.ts": 'export * from "./more.ts";',
      "lib/more.ts": "export const image = (vars: any, env: any) => env['NO_SUCH'] && vars.cuont;",
    });
    const { diagnostics } = await load(["a.ts"], given);
    expect(diagnostics.map(({ severity, source }) => [severity, source?.file])).toEqual([
      ["warning", "lib/more.ts"],
    ]);
  });

  test("is a mistake where a script only has a key of that name", async () => {
    const { load } = makeProject({ "a.ts": asking("const spec = { cuont: 1 };") });
    const { diagnostics } = await load(["a.ts"], given);
    expect(diagnostics.map(({ severity }) => severity)).toEqual(["error"]);
  });

  test("is refused for files that take none", async () => {
    const { load } = makeProject({ "a.json": GOOD_JSON, "b.ts": GOOD_JOB });
    for (const files of [["a.json"], ["b.ts"], ["a.json", "b.ts"]]) {
      const { diagnostics } = await load(files, given);
      expect(diagnostics.map(({ code }) => code)).toEqual(["NX111"]);
    }
  });

  test("is no mistake in the environment, nor where another file asks for it", async () => {
    const { load } = makeProject({ "a.ts": asking("vars.count;"), "b.ts": asking("vars.cuont;") });
    expect((await load(["a.ts"], { values: { environment: { cuont: "2" } } })).diagnostics).toEqual([]);
    const { diagnostics } = await load(["a.ts", "b.ts"], given);
    expect(diagnostics.filter(({ code }) => code === "NX111")).toEqual([]);
  });
});

describe("standard input", () => {
  test("is JSON when it begins with a brace", async () => {
    const { jobs } = await makeProject({}).load(["-"], stdin(`\n ${GOOD_JSON}`));
    expect(jobs.map(({ file, kind, job }) => [file, kind, job.ID])).toEqual([["<stdin>", "json", "api"]]);
  });

  test("is HCL otherwise", async () => {
    const { jobs } = await makeProject({}).load(["-"], {
      ...stdin('job "web" {\n  group "g" {\n    task "t" {\n      driver = "mock_driver"\n    }\n  }\n}\n'),
    });
    expect(jobs.map(({ file, kind, job }) => [file, kind, job.ID])).toEqual([["<stdin>", "hcl", "web"]]);
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

describe("variable files", () => {
  const asking = `import { job } from "@nomadx/core";
import { variables } from "@nomadx/core/variables";
export default ({ vars }) => {
  const input = variables(vars, {
    image: { type: "string", default: "none" },
    zones: { type: "list(string)", default: ["dc1"] },
    labels: { type: "map(string)", default: {} },
    count: { type: "number", default: 1 },
  });
  return job("web", {
    datacenters: input.zones,
    meta: input.labels,
    group: {
      web: { count: input.count, task: { server: { driver: "docker", config: { image: input.image } } } },
    },
  });
};
`;
  const values = (...texts: readonly string[]): InputContext["values"] => ({
    files: texts.map((text, index) => ({ file: `${"abc"[index]}.vars`, text })),
  });

  const read = async (given: InputContext["values"]) => {
    const { jobs, diagnostics } = await makeProject({ "a.ts": asking }).load(["a.ts"], { values: given });
    expect(diagnostics).toEqual([]);
    const [{ Datacenters, Meta, TaskGroups } = {}] = jobs.map(({ job }) => job);
    const group = TaskGroups?.[0];
    const image = group?.Tasks?.[0]?.Config?.["image"];
    return { zones: Datacenters, labels: Meta, count: group?.Count, image };
  };

  test.each<[string, InputContext["values"], object]>([
    [
      "HCL",
      values('image = "a"\nzones = ["x", "$${y}"]\nlabels = { "a b" = "\\u0008\\\\b", n = 1 }\ncount = 2\n'),
      { image: "a", zones: ["x", "${y}"], labels: { "a b": "\b\\b", n: "1" }, count: 2 },
    ],
    [
      "JSON",
      values('{ "image": "${a}", "zones": ["x"], "count": "3" }'),
      { image: "${a}", zones: ["x"], count: 3 },
    ],
    ["a later file goes before an earlier one", values('image = "a"', 'image = "b"'), { image: "b" }],
    [
      "files go before the environment",
      { ...values('image = "a"'), environment: { image: "b", count: "4" } },
      { image: "a", count: 4 },
    ],
    ["flags go before files", { ...values('image = "a"'), flags: { image: "b" } }, { image: "b" }],
  ])("reach scripts: %s", async (_, given, want) => {
    const defaults = { image: "none", zones: ["dc1"], labels: {}, count: 1 };
    expect(await read(given)).toEqual({ ...defaults, ...want });
  });

  const complaints = async (file: string, given: InputContext["values"]) => {
    const hcl = 'variable "image" { default = "x" }\njob "web" {}\n';
    const { diagnostics } = await makeProject({ "a.ts": asking, "a.hcl": hcl }).load([file], {
      values: given,
    });
    return diagnostics
      .filter(({ code }) => /^NX11|^NX5/.test(code))
      .map(
        ({ severity, code, source, detail }) =>
          `${severity} ${code} ${source?.file}:${source?.start.line}:${source?.start.column} ${detail}`,
      );
  };

  test.each<[string, string, string]>([
    [
      "a name that nobody takes",
      'image = "a"\nimgae = "b"\n',
      'error NX111 a.vars:2:1 No job file takes a variable "imgae".',
    ],
    [
      "a declaration",
      'variable "image" {}',
      "error NX111 a.vars:1:1 A file of values has no declarations: declare the variable in the job file, and write name = value here.",
    ],
  ])("are refused where something is wrong: %s", async (_, text, want) => {
    for (const file of ["a.ts", "a.hcl"]) expect(await complaints(file, values(text))).toEqual([want]);
  });

  test("null is refused, which scripts cannot be given", async () => {
    expect(await complaints("a.ts", values("image = null"))).toEqual([
      'error NX113 a.vars:1:1 The value of "image" is null, which a job file in TypeScript cannot be given: without this line, its default counts.',
    ]);
    expect(await complaints("a.hcl", values("image = null"))).toEqual([]);
  });
});
