import { spawnSync } from "node:child_process";
import path from "node:path";
import { expect, test } from "vitest";
import { GOOD_JOB, makeProject } from "./testing/project.ts";

const bin = path.resolve(import.meta.dirname, "../../bin/run.js");

/** The built program, run in a directory of `files`. */
function nomadx(
  files: Readonly<Record<string, string>>,
  args: readonly string[],
): { code: number | null; out: string; err: string } {
  const { dir } = makeProject(files);
  const env = { PATH: process.env["PATH"], XDG_CACHE_HOME: path.join(dir, ".cache"), NO_COLOR: "1" };
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
      "  help: Look for an `await` of a promise that nothing resolves.\n",
  );
  expect(err).toContain("error[NX105] b.ts:1:1: The job file never finishes");
  expect(code).toBe(3);
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
