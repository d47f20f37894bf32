import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { bundleModules } from "./bundle-modules.ts";
import { ModuleCache, type StoredModule } from "./module-cache.ts";
import { GOOD_JOB, makeProject, type TestProject } from "../testing/project.ts";

const SHARED = {
  "jobs/a.ts": `import { name } from "./shared.ts";\nexport default name;\n`,
  "jobs/shared.ts": `export const name = "shared";\n`,
};

function openCache(project: TestProject, version = "1"): ModuleCache {
  return new ModuleCache({ version, env: { XDG_CACHE_HOME: path.join(project.dir, "xdg") } });
}

function find(project: TestProject, version?: string): StoredModule | undefined {
  return openCache(project, version).find({ path: path.join(project.dir, "jobs/a.ts") });
}

async function store(project: TestProject, version?: string): Promise<StoredModule> {
  const file = { path: path.join(project.dir, "jobs/a.ts") };
  const [bundled] = await bundleModules([file]);
  const bundle = bundled?.result.kind === "bundle" ? bundled.result.bundle : undefined;
  if (bundle === undefined) throw new Error("There is no bundle");
  return openCache(project, version).store(file, bundle);
}

test("a bundle that was stored is found again", async () => {
  const project = makeProject(SHARED);
  expect(find(project)).toBeUndefined();
  const stored = await store(project);
  expect(find(project)?.url).toBe(stored.url);
  expect(stored.url).toMatch(/^file:.*\/xdg\/nomadx\/a-ts-[0-9a-f]{16}-[0-9a-f]{16}\.mjs$/);
  expect(stored.readMap()).toContain(
    `"sources":["${project.dir}/jobs/shared.ts","${project.dir}/jobs/a.ts"]`,
  );
});

test.for<[string, (project: TestProject) => void]>([
  ["the file changes", ({ write }) => write("jobs/a.ts", "export default 1;")],
  ["a file it imports changes", ({ write }) => write("jobs/shared.ts", `export const name = "Shared";\n`)],
  ["a file it imports goes away", ({ dir }) => rmSync(path.join(dir, "jobs/shared.ts"))],
  ["a tsconfig.json appears above it", ({ write }) => write("tsconfig.json", "{}")],
])("it is made again when %s", async ([, change]) => {
  const project = makeProject(SHARED);
  await store(project);
  change(project);
  expect(find(project)).toBeUndefined();
});

test("it is made again by another version of nomadx", async () => {
  const project = makeProject(SHARED);
  await store(project);
  expect(find(project, "2")).toBeUndefined();
});

function manifest(version: string): string {
  return JSON.stringify({ name: "names", version, type: "module", exports: "./index.js" });
}

test("it is made again when the package that it imports is another one", async () => {
  const project = makeProject({
    "jobs/a.ts": `import { name } from "names";\nexport default name;\n`,
    "node_modules/names/package.json": manifest("1.0.0"),
    "node_modules/names/index.js": "export const name = 1;",
  });
  const stored = await store(project);
  expect(stored.url).toContain("/node_modules/.cache/nomadx/");
  expect(find(project)?.url).toBe(stored.url);
  project.write("node_modules/names/package.json", manifest("1.0.1"));
  expect(find(project)).toBeUndefined();

  await store(project);
  expect(find(project)).toBeDefined();
  project.write("jobs/node_modules/names/package.json", manifest("1.0.1"));
  expect(find(project)).toBeUndefined();
});

test("it is still good when files were only touched, as by a checkout", async () => {
  const project = makeProject(SHARED);
  await store(project);
  project.write("jobs/shared.ts", SHARED["jobs/shared.ts"]);
  expect(find(project)).toBeDefined();
});

test("a new bundle replaces the old one", async () => {
  const project = makeProject(SHARED);
  await store(project);
  project.write("jobs/shared.ts", `export const name = "other";\n`);
  await store(project);
  expect(readdirSync(path.join(project.dir, "xdg/nomadx"))).toHaveLength(3);
});

test("two versions keep a bundle each", async () => {
  const project = makeProject(SHARED);
  await store(project, "1");
  await store(project, "2");
  expect(find(project, "1")).toBeDefined();
  expect(find(project, "2")).toBeDefined();
});

function daysAgo(days: number): Date {
  return new Date(Date.now() - days * 24 * 60 * 60 * 1000);
}

test("what was made more than 30 days ago is removed when something new is made", async () => {
  const project = makeProject(SHARED);
  const [old, recent] = [project.write("xdg/nomadx/old.mjs", ""), project.write("xdg/nomadx/recent.mjs", "")];
  utimesSync(old, daysAgo(31), daysAgo(31));
  utimesSync(recent, daysAgo(29), daysAgo(29));
  await store(project);
  expect([existsSync(old), existsSync(recent)]).toEqual([false, true]);
});

test.for<[string, string]>([
  ["is empty", ""],
  ["is cut off", '{"format":1,"vers'],
  ["is something else", '{"format":1,"module":7}'],
  ["is no object", "null"],
])("an entry that %s is made again", async ([, text]) => {
  const project = makeProject(SHARED);
  await store(project);
  const directory = path.join(project.dir, "xdg/nomadx");
  const entry = readdirSync(directory).find((name) => name.endsWith(".json")) ?? "";
  writeFileSync(path.join(directory, entry), text);
  expect(find(project)).toBeUndefined();
  await store(project);
  expect(find(project)).toBeDefined();
});

test("a module that went away is made again", async () => {
  const project = makeProject({ "a.ts": GOOD_JOB });
  await project.load(["a.ts"]);
  const directory = path.join(project.dir, ".cache/nomadx");
  for (const name of readdirSync(directory)) if (name.endsWith(".mjs")) rmSync(path.join(directory, name));
  expect((await project.load(["a.ts"])).jobs.map(({ job }) => job.ID)).toEqual(["web"]);
});

test("where nothing can be written, job files run from memory, with right positions", async () => {
  const project = makeProject({
    "a.ts": `type T = 1;\nthrow new Error("here");\n`,
    xdg: "a file, not a directory",
  });
  const env = { XDG_CACHE_HOME: path.join(project.dir, "xdg") };
  const { diagnostics } = await project.load(["a.ts"], { env });
  expect(diagnostics.map(({ summary, source }) => [summary, source?.file, source?.start.line])).toEqual([
    ["here", "a.ts", 2],
  ]);
});

test("loads at the same time do not disturb each other", async () => {
  const files = Object.fromEntries(
    Array.from({ length: 20 }, (_, index) => [`jobs/${index}.ts`, GOOD_JOB.replace("web", `web-${index}`)]),
  );
  const project = makeProject(files);
  const runs = await Promise.all(Array.from({ length: 4 }, () => project.load(["jobs"])));
  for (const { jobs, diagnostics } of runs) {
    expect(diagnostics).toEqual([]);
    expect(jobs).toHaveLength(20);
  }
});

test("what a process that was killed has not finished is removed, what one is at work on is not", async () => {
  const project = makeProject(SHARED);
  const { pid } = spawnSync(process.execPath, ["-e", "0"]);
  const [left, current] = [pid, process.ppid].map((of) => project.write(`xdg/nomadx/.a.mjs.${of}`, ""));
  await store(project);
  expect([existsSync(left ?? ""), existsSync(current ?? "")]).toEqual([false, true]);
});
