import { chmodSync, symlinkSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { expandInputs } from "./expand-inputs.ts";
import { makeProject } from "../testing/project.ts";

const files = {
  "jobs/b.ts": "",
  "jobs/a.mts": "",
  "jobs/deep/c.js": "",
  "jobs/deep/d.mjs": "",
  "jobs/e.json": "",
  "jobs/f.hcl": "",
  "jobs/g.nomad": "",
  "jobs/a.test.ts": "",
  "jobs/types.d.ts": "",
  "jobs/package.json": "",
  "jobs/tsconfig.json": "",
  "jobs/tsconfig.build.json": "",
  "jobs/vitest.config.ts": "",
  "jobs/README.md": "",
  "jobs/.hidden/h.ts": "",
  "jobs/node_modules/x/i.ts": "",
  "jobs/deep/.git/j.ts": "",
  "jobs/deep/dist/k.js": "",
  "web.ts": "",
  "notes.yaml": "",
  "[odd].ts": "",
};

async function expand(args: readonly string[]): Promise<{ files: string[]; complaints: string[] }> {
  const { dir } = makeProject(files);
  const { files: found, diagnostics } = await expandInputs(args, dir);
  return {
    files: found.map((file) => (file.path === "-" ? "-" : path.relative(dir, file.path))),
    complaints: diagnostics.map(({ code, summary }) => `${code} ${summary}`),
  };
}

test.for<[string, string[], string[]]>([
  ["a file is itself", ["web.ts"], ["web.ts"]],
  [
    "a directory is every job file in it and below it, in alphabetical order",
    ["jobs"],
    [
      "jobs/a.mts",
      "jobs/b.ts",
      "jobs/deep/c.js",
      "jobs/deep/d.mjs",
      "jobs/e.json",
      "jobs/f.hcl",
      "jobs/g.nomad",
    ],
  ],
  [
    "a pattern is what it matches",
    ["jobs/**/*.{js,mjs}"],
    ["jobs/deep/c.js", "jobs/deep/d.mjs", "jobs/deep/dist/k.js"],
  ],
  ["a pattern skips tests and type declarations", ["jobs/*.ts"], ["jobs/b.ts"]],
  ["what is built is taken where it is asked for", ["jobs/deep/dist"], ["jobs/deep/dist/k.js"]],
  ["a name with brackets that exists is no pattern", ["[odd].ts"], ["[odd].ts"]],
  [
    "arguments keep their order",
    ["web.ts", "jobs/deep/d.mjs", "jobs/b.ts"],
    ["web.ts", "jobs/deep/d.mjs", "jobs/b.ts"],
  ],
  ["a file given twice counts once", ["jobs/b.ts", "./jobs/b.ts", "jobs/*.ts"], ["jobs/b.ts"]],
  ["a dash is standard input", ["-", "web.ts", "-"], ["-", "web.ts"]],
])("%s", async ([, args, expected]) => {
  expect(await expand(args)).toEqual({ files: expected, complaints: [] });
});

test("a link to a file that is given too counts once", async () => {
  const { dir } = makeProject({ "web.ts": "" });
  symlinkSync(path.join(dir, "web.ts"), path.join(dir, "link.ts"));
  const { files: found } = await expandInputs(["link.ts", "web.ts"], dir);
  expect(found).toEqual([{ path: path.join(dir, "link.ts"), kind: "typescript", isNamed: true }]);
});

test("what was found by a directory was not named", async () => {
  const { dir } = makeProject({ "jobs/a.ts": "", "b.json": "" });
  const { files: found } = await expandInputs(["b.json", "jobs"], dir);
  expect(found.map(({ kind, isNamed }) => [kind, isNamed])).toEqual([
    ["json", true],
    ["typescript", false],
  ]);
});

test("every argument that is no job file is reported, and the others are still found", async () => {
  expect(
    await expand(["wbe.ts", "jobs/*.tsx", "web.ts", "notes.yaml", "jobs/deep/none", "web.ts/x"]),
  ).toEqual({
    files: ["web.ts"],
    complaints: [
      'NX101 "wbe.ts" does not exist',
      'NX102 No file matches "jobs/*.tsx"',
      'NX103 "notes.yaml" is not a type of file that holds a job',
      'NX101 "jobs/deep/none" does not exist',
      'NX101 "web.ts/x" does not exist',
    ],
  });
});

test("a misspelt file name gets a suggestion", async () => {
  const { dir } = makeProject({ "jobs/backend.ts": "" });
  const { diagnostics } = await expandInputs(["jobs/bakcend.ts"], dir);
  expect(diagnostics.map(({ help }) => help)).toEqual(['Did you mean "jobs/backend.ts"?']);
});

test("a directory without job files is reported", async () => {
  const { dir } = makeProject({ "docs/README.md": "" });
  const { diagnostics } = await expandInputs(["docs"], dir);
  expect(diagnostics.map(({ code, summary }) => [code, summary])).toEqual([
    ["NX102", 'No job file in "docs"'],
  ]);
});

test("links are followed, also one that leads back to where it stands", async () => {
  const { dir } = makeProject({ "jobs/team/web.ts": "", "shared.ts": "" });
  symlinkSync(path.join(dir, "jobs"), path.join(dir, "jobs/team/all"));
  symlinkSync(path.join(dir, "shared.ts"), path.join(dir, "jobs/shared.ts"));
  const { files: found } = await expandInputs(["jobs"], dir);
  expect(found.map((file) => path.relative(dir, file.path))).toEqual(["jobs/shared.ts", "jobs/team/web.ts"]);
  expect(found.every(({ isNamed }) => !isNamed)).toBe(true);
});

test("a file that is named after it was found is one that was named", async () => {
  const { dir } = makeProject({ "a.ts": "", "b.ts": "" });
  const { files: found } = await expandInputs([".", "b.ts"], dir);
  expect(found.map(({ isNamed }) => isNamed)).toEqual([false, true]);
});

// The superuser may read everything.
test.skipIf(process.getuid?.() === 0)("a file that may not be read is reported with the reason", async () => {
  const { dir, write } = makeProject({});
  chmodSync(write("web.ts", ""), 0o000);
  const { diagnostics } = await expandInputs(["web.ts"], dir);
  expect(diagnostics.map(({ summary }) => summary)).toEqual([
    '"web.ts" cannot be read: EACCES: permission denied',
  ]);
});
