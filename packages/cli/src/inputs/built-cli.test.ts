import { spawnSync } from "node:child_process";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { GOOD_JOB, makeProject } from "./testing/project.ts";

const bin = path.resolve(import.meta.dirname, "../../bin/run.js");

/** The built program, run in a directory of `files`. */
function nomadx(
  files: Readonly<Record<string, string>>,
  args: readonly string[],
  variables: Readonly<Record<string, string>> = {},
): { code: number | null; out: string; err: string } {
  const { dir } = makeProject(files);
  const env = {
    PATH: process.env["PATH"],
    XDG_CACHE_HOME: path.join(dir, ".cache"),
    NO_COLOR: "1",
    ...variables,
  };
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...args], {
    cwd: dir,
    env,
    encoding: "utf8",
  });
  return { code: status, out: stdout, err: stderr };
}

test("what a job file prints goes to stderr", () => {
  const text = `console.log("by console");\nprocess.stdout.write("directly\\n");\n${GOOD_JOB}`;
  const { code, out, err } = nomadx({ "a.ts": text }, ["render", "--json", "a.ts"]);
  expect(err).toBe("by console\ndirectly\n");
  expect(JSON.parse(out)).toMatchObject({ jobs: [{ Job: { ID: "web" } }] });
  expect(code).toBe(0);
});

test("a job file that awaits for ever is an error, not a silent end", () => {
  const files = {
    "a.ts": "await new Promise(() => {});",
    "b.ts": "export default () => new Promise(() => {});",
  };
  const { code, err } = nomadx(files, ["render", "a.ts", "b.ts"]);
  expect(err).toContain(
    "error[NX105] a.ts:1:1: The job file never finishes: it awaits something that never happens\n" +
      "  help: Look for an `await` of a promise that nothing resolves. NOMADX_LOAD_TIMEOUT=5m gives more time.\n",
  );
  expect(err).toContain("error[NX105] b.ts:1:1: The job file never finishes");
  expect(code).toBe(3);
});

describe("of what a job file must not do it is told at the place, and another file is not affected", () => {
  test.for<[string, string, string]>([
    ["ends the process", "process.exit(0);", "1:9: The file calls process.exit(0)"],
    ["hides that it does", "try { process.exit(2); } catch { 0; }", "1:15: The file calls process.exit(2)"],
    [
      "ends the process in a callback",
      "setTimeout(() => process.exit(), 0); await new Promise((go) => setTimeout(go, 50));",
      "1:26: The file calls process.exit()",
    ],
    [
      "never finishes, and keeps the process alive",
      "setInterval(() => {}, 10); await new Promise(() => {});",
      "1:1: The job file never finishes: it still runs after 1s",
    ],
    ["throws", 'throw new Error("no region");', "1:7: no region"],
    ["throws what is no error", "throw { password: 1 };", "1:1: The job file threw an object"],
    ["throws nothing", "throw undefined;", "1:1: The job file threw undefined"],
    ["leaves a promise rejected", 'Promise.reject(new Error("lost"));', "1:16: lost"],
    ["rejects with a text", 'Promise.reject("lost");', '1:1: The job file threw "lost"'],
    [
      "throws in a callback",
      'setTimeout(() => { throw new Error("late"); }, 0); await new Promise((go) => setTimeout(go, 50));',
      "1:26: late",
    ],
    ["changes the folder", 'process.chdir("/");', "1:9: The file changes the working directory to /"],
    ["changes a variable", 'process.env["A"] = "1";', "1:16: The file changes process.env.A"],
    ["removes a variable", "delete process.env.PATH;", "1:16: The file changes process.env.PATH"],
    ["changes JSON", "JSON.stringify = () => '';", "1:1: The file changes JSON.stringify"],
    ["changes lists", "Array.prototype.map = () => [];", "1:1: The file changes Array.prototype.map"],
    ["changes every object", "Object.prototype.x = 1;", "1:1: The file changes Object.prototype.x"],
    ["takes the process away", "globalThis.process = undefined;", "1:1: The file changes process"],
    ["swallows output", "process.stdout.write = () => true;", "1:1: The file changes process.stdout.write"],
  ])("it %s", ([, text, complaint]) => {
    const files = { "a.ts": `${text}\n${GOOD_JOB}`, "b.ts": GOOD_JOB.replace("nginx:1", 'x", cuont: "') };
    const { err, code } = nomadx(files, ["validate", "a.ts", "b.ts"], { NOMADX_LOAD_TIMEOUT: "1s" });
    expect(err.split("\n").filter((line) => line.startsWith("error"))).toEqual([
      `error[NX105] a.ts:${complaint}`,
      expect.stringMatching(/^error\[NX201\] b\.ts:4:\d+: "cuont" is not/),
      "error: 2 errors in 2 files",
    ]);
    expect(code).toBe(3);
  });
});

test.for<[string, string]>([
  ["a timer", "setInterval(() => console.log('tick'), 10);"],
  ["a server", 'import { createServer } from "node:net"; createServer().listen(0, "127.0.0.1");'],
  [
    "a timer that fails later",
    "setTimeout(() => { throw new Error('late'); }, 20); setInterval(() => {}, 10);",
  ],
  [
    "a timer that ends the process later",
    "setTimeout(() => process.exit(9), 20); setInterval(() => {}, 10);",
  ],
  ["listeners", "process.on('exit', () => process.stdout.write('bye'));"],
  ["an exit code", "process.exitCode = 9;"],
  ["a global of its own", "globalThis.mine = 1;"],
])("what a job file leaves behind does not matter: %s", ([, text]) => {
  const { out, err, code } = nomadx({ "a.ts": `${text}\n${GOOD_JOB}` }, ["render", "--json", "a.ts"]);
  expect(err.replaceAll("tick\n", "")).toBe("");
  expect(JSON.parse(out)).toMatchObject({ jobs: [{ Job: { ID: "web" } }] });
  expect(code).toBe(0);
});

test("what a package adds to the environment is there, for each file that imports it", () => {
  const text = `import "dotty"; if (process.env.DOTTY !== "1") throw new Error("not there");\n${GOOD_JOB}`;
  const files = {
    "a.ts": text,
    "b.ts": text.replace('"web"', '"other"'),
    "node_modules/dotty/package.json": '{ "main": "index.js" }',
    "node_modules/dotty/index.js": 'process.env.DOTTY = "1";',
  };
  expect(nomadx(files, ["render", "a.ts", "b.ts"])).toMatchObject({ code: 0, err: "" });
});

test("a time limit that is none is wrong usage", () => {
  const variables = { NOMADX_LOAD_TIMEOUT: "soon" };
  const { err, code } = nomadx({ "a.ts": GOOD_JOB }, ["render", "a.ts"], variables);
  expect(err).toBe('error: NOMADX_LOAD_TIMEOUT takes a duration such as 90s or 5m, not "soon"\n');
  expect(code).toBe(64);
});

test("the parsers of JSON and TypeScript are found when there is an error to show", () => {
  const files = { "a.json": '{ "ID": }', "b.ts": GOOD_JOB.replace("nginx:1", 'nginx:1", cuont: "') };
  const { err, code } = nomadx(files, ["render", "a.json", "b.ts"]);
  expect(err).toContain("error[NX104] a.json:1:9: A value is expected here\n");
  expect(err).toContain("error[NX201] b.ts:4:83: ");
  expect(code).toBe(3);
});

test.for<[string, Record<string, string>]>([
  ["an ES module", { "a.mjs": GOOD_JOB, "package.json": "{}" }],
  ["a module of a package that says so", { "a.js": GOOD_JOB, "package.json": '{ "type": "module" }' }],
  ["a module of a package that does not say so", { "a.js": GOOD_JOB, "package.json": "{}" }],
  [
    "a CommonJS module",
    {
      "a.js": `module.exports = { job: { web: { group: { g: { task: { t: { driver: "mock_driver", config: {} } } } } } } };`,
      "package.json": "{}",
    },
  ],
  [
    "a module that imports TypeScript",
    {
      "a.mjs": `export { default } from "./b.ts";`,
      "b.ts": `type T = 1;\n${GOOD_JOB}`,
      // Node 24 runs such a module itself, and warns where this is not said.
      "package.json": `{ "type": "module" }`,
    },
  ],
  [
    "a module that imports JSON as TypeScript does",
    {
      "a.mjs": `import { name } from "./b.json";\n${GOOD_JOB.replace('"web"', "name")}`,
      "b.json": `{ "name": "web" }`,
    },
  ],
])("JavaScript may be %s", ([, files]) => {
  const name = Object.keys(files)[0] ?? "";
  const { out, err } = nomadx(files, ["render", "--json", name]);
  expect(err).toBe("");
  expect(JSON.parse(out)).toMatchObject({ jobs: [{ Job: { ID: "web" } }] });
});

test("errors in JavaScript are shown where they are", () => {
  const files = {
    "a.mjs": `\nthrow new Error("at run time");`,
    "b.mjs": `const x = ;`,
    "c.mjs": `import "./none.mjs";`,
  };
  const { err } = nomadx(files, ["render", "a.mjs", "b.mjs", "c.mjs"]);
  expect(err.split("\n").filter((line) => line.startsWith("error["))).toEqual([
    "error[NX105] a.mjs:2:7: at run time",
    'error[NX104] b.mjs:1:11: Unexpected ";"',
    'error[NX105] c.mjs:1:8: Cannot find "./none.mjs"',
  ]);
});

test("a second run does not start the bundler", () => {
  const { dir } = makeProject({ "a.ts": GOOD_JOB });
  const run = (variables: Readonly<Record<string, string>>) =>
    spawnSync(process.execPath, [bin, "render", "a.ts"], {
      cwd: dir,
      env: { XDG_CACHE_HOME: path.join(dir, ".cache"), ...variables },
      encoding: "utf8",
    });
  // With a bundler that ends at once, only a run that does without it succeeds.
  const without = { ESBUILD_BINARY_PATH: "/bin/false" };
  expect(run(without).status).not.toBe(0);
  expect(run({}).status).toBe(0);
  expect(run(without).status).toBe(0);
});
