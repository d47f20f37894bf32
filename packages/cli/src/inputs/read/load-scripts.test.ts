import { expect, test } from "vitest";
import type { InputContext } from "./input-context.ts";
import { GOOD_JOB, makeProject } from "../testing/project.ts";

/** The IDs of the jobs in files that nothing is wrong with. */
async function ids(
  files: Readonly<Record<string, string>>,
  args: readonly string[],
  context?: Partial<InputContext>,
): Promise<unknown> {
  const project = makeProject(files);
  expect(await project.complaints(args, context)).toBe("");
  return (await project.load(args, context)).jobs.map(({ file, kind, job }) => [file, kind, job.ID]);
}

const JOB = `import { job } from "@nomadx/core";
const spec = (count: number) => ({
  group: { web: { count, task: { server: { driver: "docker", config: { image: "nginx:1" } } } } },
});
`;

test.for<[string, Record<string, string>, string[]]>([
  ["a job", { "a.ts": `${JOB} export default job("web", spec(1));` }, ["web"]],
  [
    "an array of jobs",
    { "a.ts": `${JOB} export default [job("b", spec(1)), job("a", spec(1))];` },
    ["b", "a"],
  ],
  ["a function that returns a job", { "a.ts": `${JOB} export default () => job("web", spec(1));` }, ["web"]],
  [
    "an async function that returns an array",
    { "a.ts": `${JOB} export default async () => [job("a", spec(1)), job("b", spec(1))];` },
    ["a", "b"],
  ],
  ["a promise of a job", { "a.ts": `${JOB} export default Promise.resolve(job("web", spec(1)));` }, ["web"]],
  [
    "plain data with several names",
    { "a.ts": `${JOB} export default { job: { a: spec(1), b: spec(2) } };` },
    ["a", "b"],
  ],
  [
    "a job after a top-level await",
    { "a.ts": `${JOB} const count = await Promise.resolve(2); export default job("web", spec(count));` },
    ["web"],
  ],
  [
    "a job that needs an enum, which has to be compiled",
    { "a.ts": `${JOB} enum Name { Web = "from-enum" } export default job(Name.Web, spec(1));` },
    ["from-enum"],
  ],
  [
    "a job named by a JSON file",
    {
      "a.ts": `${JOB} import data from "./data.json"; export default job(data.name, spec(1));`,
      "data.json": '{"name":"from-json"}',
    },
    ["from-json"],
  ],
  [
    "a job made with modules in other directories",
    {
      "a.ts": `${JOB} import { name } from './lib/name.js'; export default job(name, spec(1));`,
      "lib/name.ts": `export { name } from "../shared/index.ts";`,
      "shared/index.ts": `export const name: string = "shared";`,
    },
    ["shared"],
  ],
  [
    "a job of a subpath of the library",
    {
      "a.ts": `import { job } from "@nomadx/core/jobspec"; export default job("sub", { group: { g: { task: { t: { driver: "mock_driver", config: {} } } } } });`,
    },
    ["sub"],
  ],
])("a job file exports %s", async ([, files, expected]) => {
  expect(await ids(files, ["a.ts"])).toEqual(expected.map((id) => ["a.ts", "typescript", id]));
});

test.for(["a.ts", "a.mts"])("a job file may be %s", async (name) => {
  expect(await ids({ [name]: GOOD_JOB }, [name])).toEqual([[name, "typescript", "web"]]);
});

test("a function gets the environment and the variables", async () => {
  const context = { env: { STAGE: "prod" }, values: { environment: { region: "eu" } } };
  const file = `${JOB} export default ({ env, vars }) => job(env.STAGE + "-" + vars.region, spec(1));`;
  expect(await ids({ "a.ts": file }, ["a.ts"], context)).toEqual([["a.ts", "typescript", "prod-eu"]]);
});

function jobThatMarksTheEnvironment(id: string): string {
  return `${JOB} export default ({ env }) => { env.SEEN = (env.SEEN ?? "") + "${id}"; return job(env.SEEN, spec(1)); };`;
}

test("what a function does to the environment does not reach another file", async () => {
  const files = { "a.ts": jobThatMarksTheEnvironment("a"), "b.ts": jobThatMarksTheEnvironment("b") };
  expect(await ids(files, ["a.ts", "b.ts"])).toEqual([
    ["a.ts", "typescript", "a"],
    ["b.ts", "typescript", "b"],
  ]);
});

test("import.meta is that of each file, not of the bundle", async () => {
  const project = makeProject({
    "a.ts": `${JOB} import { where } from "./lib/where.ts";
      export default job("web", { ...spec(1), meta: { url: import.meta.url, dirname: import.meta.dirname, lib: where } });`,
    "lib/where.ts": `export const where: string = import.meta.filename;`,
  });
  const { jobs } = await project.load(["a.ts"]);
  expect(jobs[0]?.job.Meta).toEqual({
    url: `file://${project.dir}/a.ts`,
    dirname: project.dir,
    lib: `${project.dir}/lib/where.ts`,
  });
});

test("a package is loaded from where the file that imports it would find it", async () => {
  const project = makeProject({
    "a.ts": `${JOB} import { name } from "names"; export default job(name, spec(1));`,
    "node_modules/names/package.json": `{ "name": "names", "type": "module", "exports": { "import": "./esm.js", "require": "./cjs.cjs" } }`,
    "node_modules/names/esm.js": `export const name = "esm";`,
    "node_modules/names/cjs.cjs": `exports.name = "cjs";`,
  });
  expect((await project.load(["a.ts"])).jobs.map(({ job }) => job.ID)).toEqual(["esm"]);
});

test("a package of the workspace may be TypeScript", async () => {
  const files = {
    "a.ts": `${JOB} import { name } from "names"; export default job(name, spec(1));`,
    "node_modules/names/package.json": `{ "name": "names", "type": "module", "exports": "./index.ts" }`,
    "node_modules/names/index.ts": `export const name: string = "typed";`,
  };
  expect(await ids(files, ["a.ts"])).toEqual([["a.ts", "typescript", "typed"]]);
});

test("of a directory, modules without a job are left out, but not a job that is no default export", async () => {
  const project = makeProject({
    "jobs/web.ts": `import { name } from "./shared.ts"; ${JOB} export default job(name, spec(1));`,
    "jobs/shared.ts": `export const name = "web";`,
    "jobs/wrong.ts": `${JOB} export const api = job("api", spec(1));`,
  });
  const { jobs, diagnostics } = await project.load(["jobs"]);
  expect(jobs.map(({ file }) => file)).toEqual(["jobs/web.ts"]);
  expect(diagnostics.map(({ code, source, help }) => [code, source?.file, help])).toEqual([
    ["NX106", "jobs/wrong.ts", '"api" is a job; make it the default export: export default api'],
  ]);
});

test("a module without a job is reported when it is named, or when there is nothing else", async () => {
  const project = makeProject({ "jobs/shared.ts": `export const name = "web";` });
  expect(await project.complaints(["jobs/shared.ts"])).toMatchInlineSnapshot(`
    "error[NX106] jobs/shared.ts:1:1: The file has no default export
      help: Export the job: export default job("name", { … })

    1 error in 1 file"
  `);
  expect(await project.complaints(["jobs"])).toMatchInlineSnapshot(`
    "error[NX102]: There is no job in jobs

    1 error"
  `);
});

test.for<[string, string, string]>([
  [
    "export default { group: {} };",
    "1:16: The default export is not a job, but an object of group",
    'Give it a name: job("name", { … })',
  ],
  [
    "export default () => 42;",
    "1:22: The result of the default export is not a job, but a number",
    "A job file exports a job, an array of jobs, or a function of { env, vars } that returns either.",
  ],
  [
    "export default [null];",
    "1:17: An item of the default export is not a job, but null",
    "A job file exports a job, an array of jobs, or a function of { env, vars } that returns either.",
  ],
  [
    "export default undefined;",
    "1:16: The default export is undefined",
    'Export the job: export default job("name", { … })',
  ],
])("%s is no job file", async ([text, complaint, help]) => {
  const { diagnostics } = await makeProject({ "a.ts": text }).load(["a.ts"]);
  expect(
    diagnostics.map(({ code, summary, source, help: given }) => [
      code,
      `${source?.start.line}:${source?.start.column}: ${summary}`,
      given,
    ]),
  ).toEqual([["NX106", complaint, help]]);
});

test("a syntax error is shown where it is", async () => {
  const project = makeProject({
    "a.ts": `import "./b.ts";\n`,
    "b.ts": `const größe = "👍";\nconst x: = "größe";\n`,
  });
  expect(await project.complaints(["a.ts"])).toMatchInlineSnapshot(`
    "error[NX104] b.ts:2:10: Unexpected "="
      2 | const x: = "größe";
        |          ^

    1 error in 1 file"
  `);
});

test("an error that is thrown is shown where the user's code led to it, without a stack", async () => {
  const project = makeProject({
    "a.ts": `import { image } from "./image.ts";\n\nexport default image(undefined);\n`,
    "image.ts": `interface Image { name: string }\n\nexport function image(of?: Image): string {\n  return of!.name;\n}\n`,
  });
  expect(await project.complaints(["a.ts"])).toMatchInlineSnapshot(`
    "error[NX105] image.ts:4:14: TypeError: Cannot read properties of undefined (reading 'name')
      4 |   return of!.name;
        |              ^^^^

    1 error in 1 file"
  `);
});

test("an error that the library throws is shown at the call, with the way out", async () => {
  const project = makeProject({
    "a.ts": `import { urlprefix } from "@nomadx/core";\n\nexport default () => {\n  return urlprefix("my site.com/");\n};\n`,
  });
  expect(await project.complaints(["a.ts"])).toMatchInlineSnapshot(`
    "error[NX105] a.ts:4:10: Not a route: "my site.com/"
      4 |   return urlprefix("my site.com/");
        |          ^^^^^^^^^
      help: A route has no spaces or quotes: host/path, /path or :port.

    1 error in 1 file"
  `);
});

test("the cause of an error is told", async () => {
  const text = `try { JSON.parse("{") } catch (cause) { throw new Error("No settings", { cause }) }`;
  const { diagnostics } = await makeProject({ "a.ts": text }).load(["a.ts"]);
  expect(diagnostics[0]?.summary).toBe("No settings");
  expect(diagnostics[0]?.detail).toMatch(/^Caused by SyntaxError: /);
});

test.for<[string, string]>([
  [`throw "no";`, 'The job file threw "no"'],
  ["throw 1n;", "The job file threw 1"],
  ["throw Object.create(null);", "The job file threw an object"],
  ["throw undefined;", "The job file threw undefined"],
  [`throw new Error("");`, "The job file threw an error without a text"],
  [`throw new Error("first\\nsecond");`, "first"],
])("%s is reported", async ([text, summary]) => {
  const { diagnostics } = await makeProject({ "a.ts": text }).load(["a.ts"]);
  expect(diagnostics.map((diagnostic) => [diagnostic.code, diagnostic.summary])).toEqual([
    ["NX105", summary],
  ]);
});

test("imports that lead nowhere are all reported, with what to do", async () => {
  const project = makeProject({
    "a.ts": `import { job } from "@nomadx/core";\nimport { a } from "./none.ts";\nimport b from "@acme/jobs/web";\nexport default job(a, b);\n`,
  });
  expect(await project.complaints(["a.ts"])).toMatchInlineSnapshot(`
    "error[NX105] a.ts:2:19: Cannot find "./none.ts"
      2 | import { a } from "./none.ts";
        |                   ^^^^^^^^^^^

    error[NX105] a.ts:3:15: Cannot find "@acme/jobs/web"
      3 | import b from "@acme/jobs/web";
        |               ^^^^^^^^^^^^^^^^
      help: Install the package: npm install @acme/jobs

    2 errors in 1 file"
  `);
});

test("a name that a module does not export is reported where it is imported", async () => {
  const project = makeProject({
    "a.ts": `import { nmae } from "./lib.ts";\nexport default nmae;\n`,
    "lib.ts": `export const name = "web";\n`,
    "b.ts": `import { nmae } from "names";\nexport default nmae;\n`,
    "node_modules/names/package.json": `{ "name": "names", "type": "module", "exports": "./index.js" }`,
    "node_modules/names/index.js": `export const name = "web";`,
  });
  expect(await project.complaints(["a.ts", "b.ts"])).toMatchInlineSnapshot(`
    "error[NX105] a.ts:1:10: The imported module has no export named "nmae"
      1 | import { nmae } from "./lib.ts";
        |          ^^^^

    error[NX105] b.ts:1:10: The imported module has no export named "nmae"
      1 | import { nmae } from "names";
        |          ^^^^

    2 errors in 2 files"
  `);
});

test("one broken file among many does not hide the others", async () => {
  const project = makeProject({ "a.ts": GOOD_JOB, "b.ts": "const x: = 1;", "c.ts": `throw new Error("c")` });
  const { jobs, diagnostics } = await project.load(["a.ts", "b.ts", "c.ts"]);
  expect(jobs.map(({ file }) => file)).toEqual(["a.ts"]);
  expect(diagnostics.map(({ code, source }) => [code, source?.file])).toEqual([
    ["NX104", "b.ts"],
    ["NX105", "c.ts"],
  ]);
});

test("a mistake in a file that many share is reported once", async () => {
  const project = makeProject({
    "jobs/a.ts": `import { spec } from "./shared.ts";\n${JOB.replace("spec", "_")} export default job("a", spec);`,
    "jobs/b.ts": `import { spec } from "./shared.ts";\n${JOB.replace("spec", "_")} export default job("b", spec);`,
    "jobs/shared.ts": `export const spec = { priority: "high", group: { g: { task: { t: { driver: "mock_driver", config: {} } } } } } as never;`,
  });
  const { diagnostics } = await project.load(["jobs"]);
  expect(diagnostics.map(({ code, source }) => [code, source?.file, source?.start.column])).toEqual([
    ["NX203", "jobs/shared.ts", 33],
  ]);
  project.write("jobs/shared.ts", "export const spec = ;");
  const { diagnostics: syntax } = await project.load(["jobs/a.ts", "jobs/b.ts"]);
  expect(syntax.map(({ code, source }) => [code, source?.file])).toEqual([["NX104", "jobs/shared.ts"]]);
});

test("six mistakes give six diagnostics in one run", async () => {
  const project = makeProject({
    "web.ts": `import { job } from "@nomadx/core";

export default job("web", {
  type: "servise",
  group: {
    web: {
      cuont: 2,
      network: { port: { http: { to: 8080 } } },
      service: { name: "web", port: "htpp" },
      task: {
        server: {
          driver: "docker",
          config: { image: "nginx:1", force_puul: true },
          kill_timeout: 10,
          resources: { memory: "256 MB" },
        },
      },
    },
  },
} as never);
`,
  });
  expect(await project.complaints(["web.ts"])).toMatchInlineSnapshot(`
    "error[NX205] web.ts:4:9: "servise" is not a value of "type"
      4 |   type: "servise",
        |         ^^^^^^^^^
      Allowed: "service", "batch", "system", "sysbatch".
      in type
      help: Did you mean "service"?

    error[NX201] web.ts:7:7: "cuont" is not an attribute or block of group "web"
      7 |       cuont: 2,
        |       ^^^^^
      in group.web.cuont
      help: Did you mean "count"?

    warning[NX206] web.ts:9:37: Port "htpp" is not declared
      9 |       service: { name: "web", port: "htpp" },
        |                                     ^^^^^^
      Declared in this group's network: "http". Nomad registers the job, but each allocation fails, since the client does not find the port that it is to register.
      in group.web.service.port
      help: Did you mean "http"?

    error[NX201] web.ts:13:39: "force_puul" is not an attribute or block of config
      13 |           config: { image: "nginx:1", force_puul: true },
         |                                       ^^^^^^^^^^
      in group.web.task.server.config.force_puul
      help: Did you mean "force_pull"?

    error[NX204] web.ts:14:25: A duration needs a unit
      14 |           kill_timeout: 10,
         |                         ^^
      Received 10, which Nomad would take as 10 nanoseconds.
      in group.web.task.server.kill_timeout
      help: Write it as text, for example "10s".

    error[NX203] web.ts:15:32: "memory" must be a whole number
      15 |           resources: { memory: "256 MB" },
         |                                ^^^^^^^^
      Received "256 MB".
      in group.web.task.server.resources.memory

    5 errors, 1 warning in 1 file"
  `);
});
