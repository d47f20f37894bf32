import { readFileSync, readdirSync } from "node:fs";
import { expect, test } from "vitest";

import { parseJson } from "../../units/json.ts";
import type { ApiJob } from "../api-job.ts";
import { isRecord } from "../key-path.ts";
import { exampleNames, loadExample } from "../testing/example-jobs.ts";
import { normalJob } from "../canonicalize/normal-job.ts";
import { writeHcl } from "./write-hcl.ts";

const fixtures = new URL("../../../../../fixtures/", import.meta.url);
const recorded = new URL("nomad/parsed/", fixtures);
const names = readdirSync(recorded).filter((name) => name.endsWith(".nomad.hcl"));

test("there are recorded jobs", () => {
  expect(names.length).toBeGreaterThan(4);
});

test.each(names)("%s is written as it was before Nomad read it", (name) => {
  const hcl = readFileSync(new URL(name, recorded), "utf8");
  const answer = readFileSync(new URL(name.replace(/\.nomad\.hcl$/, ".json"), recorded), "utf8");
  const job = sortKeys(parseJson(answer)) as ApiJob; // what Nomad's API answers
  expect(writeHcl(job)).toEqual({ text: hcl, diagnostics: [] });
});

test.each(exampleNames)("%s.ts is written as an engineer would", async (name) => {
  const hcl = readFileSync(new URL(`${name}.nomad.hcl`, fixtures), "utf8");
  expect(writeHcl(await loadExample(name))).toEqual({ text: hcl, diagnostics: [] });
});

test.each(exampleNames)("Nomad's recorded reading of that HCL is %s.ts again", async (name) => {
  const answer = readFileSync(new URL(`${name}.json`, fixtures), "utf8");
  expect(normalJob(parseJson(answer))).toEqual(normalJob(await loadExample(name)));
});

test("every rendered job belongs to a file in jobs/ or examples/", () => {
  const rendered = ["jobs/", "examples/"].flatMap((folder) =>
    readdirSync(new URL(folder, fixtures))
      .filter((name) => name.endsWith(".nomad.hcl"))
      .map((name) => folder + name.slice(0, -".nomad.hcl".length)),
  );
  expect(rendered.toSorted()).toEqual(exampleNames.toSorted());
});

/** Nomad's answer has the keys of maps in random order. */
function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (!isRecord(value)) return value;
  const entries = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, item]) => [key, sortKeys(item)]));
}

/** The body of the only task, without its indentation. */
function taskText(
  task: NonNullable<NonNullable<NonNullable<ApiJob["TaskGroups"]>[number]["Tasks"]>[number]>,
): string {
  const { text } = writeHcl({ ID: "j", TaskGroups: [{ Name: "g", Tasks: [{ Name: "t", ...task }] }] });
  const lines = text.split("\n");
  const start = lines.indexOf('    task "t" {');
  return lines
    .slice(start + 1, lines.indexOf("    }", start))
    .map((line) => line.slice(6))
    .join("\n");
}

test.each([
  [
    "a list of objects is blocks",
    { mount: [{ type: "bind" }, {}] },
    'mount {\n  type = "bind"\n}\n\nmount {}',
  ],
  ["an object stands in parentheses", { a: { b: 1 } }, "a = ({\n  b = 1\n})"],
  ["within a block, too", { a: [{ b: { c: {} } }] }, "a {\n  b = ({\n    c = {}\n  })\n}"],
  ["odd keys make it an attribute", { labels: [{ "a.b": "c" }] }, 'labels = {\n  "a.b" = "c"\n}'],
  ["null in the body is nothing", { a: null, b: [null] }, "b = [null]"],
  ["null in a block is kept", { a: [{ b: null }] }, "a {\n  b = null\n}"],
  ["a mixed list is a list", { a: [1, { b: 2 }] }, "a = [\n  1,\n  {\n    b = 2\n  },\n]"],
  ["numbers are exact", { a: [2n ** 63n - 1n, -0.5, 1e300] }, "a = [9223372036854775807, -0.5, 1e+300]"],
])("in a config, %s", (_, config, expected) => {
  const body = expected.split("\n").map((line) => (line === "" ? "" : `  ${line}`));
  expect(taskText({ Config: config })).toBe(["config {", ...body, "}"].join("\n"));
});

test("what the driver's schema knows comes first, in its order", () => {
  expect(taskText({ Driver: "docker", Config: { z: 1, args: ["-v"], image: "redis:7" } }))
    .toBe(`driver = "docker"

config {
  image = "redis:7"
  args  = ["-v"]
  z     = 1
}`);
});

test("a map is a block, or an attribute where a key is no name and Nomad takes one", () => {
  expect(taskText({ Env: { A: "1", B_C: "2" }, Meta: { A: "1", "b.c": "2" } })).toBe(`env {
  A   = "1"
  B_C = "2"
}

meta = {
  A     = "1"
  "b.c" = "2"
}`);
});

test("what Nomad's parser fills in is not written, nor zeros that mean nothing", () => {
  const template = { DestPath: "a", ChangeMode: "restart", Perms: "0644", Splay: 5_000_000_000, Once: false };
  expect(taskText({ Driver: "", Leader: false, KillTimeout: 0, Templates: [template] }))
    .toBe(`driver       = ""
kill_timeout = "0s"

template {
  destination = "a"
  once        = false
}`);
});

test("the label is the job's ID", () => {
  expect(writeHcl({ ID: "a", Name: "a" }).text).toBe('job "a" {}\n');
  expect(writeHcl({ ID: "a", Name: "b" }).text).toBe('job "a" {\n  name = "b"\n}\n');
});

test("the same job gives the same bytes", async () => {
  const [first, second] = await Promise.all([loadExample("jobs/fabio"), loadExample("jobs/fabio")]);
  expect(writeHcl(first).text).toBe(writeHcl(second).text);
});

const cannotBeSaid: readonly [string, ApiJob, object][] = [
  [
    "a name that is none",
    { ID: "j", TaskGroups: [{ Name: "g", Services: [{}, { Meta: { "a.b": "c" } }] }] },
    { severity: "error", code: "NX211", path: 'group.g.service[1].meta["a.b"]', at: "key" },
  ],
  [
    "a config with a name that is none",
    { ID: "j", TaskGroups: [{ Name: "g", Tasks: [{ Name: "t", Config: { "a.b": 1 } }] }] },
    { severity: "error", code: "NX211", path: 'group.g.task.t.config["a.b"]', at: "key" },
  ],
  [
    "a number that is none",
    { ID: "j", TaskGroups: [{ Name: "g", Tasks: [{ Name: "t", Config: { a: [Number.NaN] } }] }] },
    { severity: "error", code: "NX211", path: "group.g.task.t.config.a[0]" },
  ],
  [
    "a group without a name",
    { ID: "j", TaskGroups: [{}] },
    { severity: "error", code: "NX211", path: "group[0]" },
  ],
  [
    "an integer beyond 64 bits",
    { ID: "j", TaskGroups: [{ Name: "g", Tasks: [{ Name: "t", Config: { a: 2n ** 64n + 1n } }] }] },
    { severity: "warning", code: "NX212", path: "group.g.task.t.config.a" },
  ],
  [
    "a text that is not composed",
    { ID: "j", Meta: { a: "e\u0301" } },
    { severity: "warning", code: "NX212", path: "meta.a" },
  ],
  [
    "half a surrogate pair",
    { ID: "j", Meta: { a: "\ud800" } },
    { severity: "warning", code: "NX212", path: "meta.a" },
  ],
  [
    "a volume with another name than its label",
    { ID: "j", TaskGroups: [{ Name: "g", Volumes: { data: { Name: "other" } } }] },
    { severity: "warning", code: "NX212", path: "group.g.volume.data" },
  ],
];

test.each(cannotBeSaid)("%s is reported", (_, job, diagnostic) => {
  expect(writeHcl(job).diagnostics).toEqual([expect.objectContaining(diagnostic)]);
});
