import {
  chmodSync,
  linkSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";

import { expect, test } from "vitest";

import { directoryOf, nomadx } from "./nomadx.ts";

const ugly = "a=1\n";
const tidy = "a = 1\n";

test.for<[string, string[], Record<string, string>, { stdout: string; code?: number; changed: string[] }]>([
  ["a file is written and named", ["x.hcl"], { "x.hcl": ugly }, { stdout: "x.hcl\n", changed: ["x.hcl"] }],
  ["one in order is left alone", ["x.hcl"], { "x.hcl": tidy }, { stdout: "", changed: [] }],
  [
    "--check writes nothing",
    ["x.hcl", "--check"],
    { "x.hcl": ugly },
    { stdout: "x.hcl\n", code: 1, changed: [] },
  ],
  [
    "--no-write writes nothing",
    ["x.hcl", "--no-write"],
    { "x.hcl": ugly },
    { stdout: "x.hcl\n", changed: [] },
  ],
  ["--no-list names nothing", ["x.hcl", "--no-list"], { "x.hcl": ugly }, { stdout: "", changed: ["x.hcl"] }],
  [
    "neither prints the texts, those in order too",
    ["--no-list", "--no-write"],
    { "x.hcl": ugly, "y.nomad": tidy },
    { stdout: tidy + tidy, changed: [] },
  ],
  [
    "--check --no-list prints the texts",
    ["--check", "--no-list", "x.hcl"],
    { "x.hcl": ugly },
    { stdout: tidy, code: 1, changed: [] },
  ],
  [
    "no argument is the working directory, and none below it",
    [],
    { "b.hcl": ugly, "B.nomad": ugly, "c.txt": ugly, "d.HCL": ugly, "sub/e.hcl": ugly },
    { stdout: "B.nomad\nb.hcl\n", changed: ["B.nomad", "b.hcl"] },
  ],
  [
    "--recursive looks below",
    ["--recursive", "."],
    { "b.hcl": ugly, "sub/deep/e.nomad": ugly, "sub/d.hcl": tidy },
    { stdout: "b.hcl\nsub/deep/e.nomad\n", changed: ["b.hcl", "sub/deep/e.nomad"] },
  ],
  ["an empty folder is in order", ["."], {}, { stdout: "", changed: [] }],
])("%s", async ([, args, files, { stdout, code = 0, changed }]) => {
  const dir = directoryOf(files);
  expect(await nomadx(["fmt", ...args], { dir })).toEqual({ code, stdout, stderr: "" });
  const texts = Object.entries(files).map(([name, text]) => [name, changed.includes(name) ? tidy : text]);
  expect(texts.map(([name = ""]) => [name, readFileSync(join(dir, name), "utf8")])).toEqual(texts);
});

test("standard input is printed, and not more than that", async () => {
  expect(await nomadx(["fmt", "-"], { stdin: ugly })).toEqual({ code: 0, stdout: tidy, stderr: "" });
  expect(await nomadx(["fmt", "-", "--check"], { stdin: ugly })).toEqual({
    code: 1,
    stdout: tidy,
    stderr: "",
  });
  expect(await nomadx(["fmt", "-", "x.hcl"], { stdin: ugly })).toEqual({
    code: 64,
    stdout: "",
    stderr: "error: Standard input is formatted alone\nhelp: Leave out - or the files.\n",
  });
});

test("a file with mistakes stays as it is, and keeps no other from being formatted", async () => {
  const broken = "a =\nb c = 1\n";
  const dir = directoryOf({ "x.hcl": broken, "y.hcl": ugly, "z.txt": ugly });
  const { code, stdout, stderr } = await nomadx(["fmt", "x.hcl", "y.hcl", "z.txt", "none.hcl"], { dir });
  expect({ code, stdout }).toEqual({ code: 3, stdout: "y.hcl\n" });
  expect([...stderr.matchAll(/^error.*$/gm)].map(([line]) => line)).toEqual([
    'error[NX103]: "z.txt" is not a file of HCL',
    'error[NX101]: "none.hcl" does not exist',
    "error[NX523] x.hcl:1:4: Value is missing",
    "error[NX512] x.hcl:2:5: Block without a body",
    "error: 4 errors in 1 file",
  ]);
  expect(readFileSync(join(dir, "x.hcl"), "utf8")).toBe(broken);
  expect(readFileSync(join(dir, "y.hcl"), "utf8")).toBe(tidy);
});

test("bytes that are no UTF-8 are refused and kept, in a file and on standard input", async () => {
  const bytes = Buffer.concat([Buffer.from('a="'), Buffer.from([0xff]), Buffer.from('"\n')]);
  const dir = directoryOf({});
  writeFileSync(join(dir, "x.hcl"), bytes);
  const { code, stderr } = await nomadx(["fmt"], { dir });
  expect(stderr).toContain("error[NX503] x.hcl:1:4: ");
  expect(code).toBe(3);
  expect(readFileSync(join(dir, "x.hcl"))).toEqual(bytes);
});

test("a file keeps its mode, and the links that lead to it", async () => {
  const dir = directoryOf({ "real/x.hcl": ugly, "real/two.hcl": ugly });
  chmodSync(join(dir, "real/x.hcl"), 0o640);
  symlinkSync("real/x.hcl", join(dir, "link.hcl"));
  linkSync(join(dir, "real/two.hcl"), join(dir, "same.hcl"));
  expect(await nomadx(["fmt"], { dir })).toEqual({ code: 0, stdout: "link.hcl\nsame.hcl\n", stderr: "" });
  expect(statSync(join(dir, "real/x.hcl")).mode & 0o777).toBe(0o640);
  for (const name of ["real/x.hcl", "real/two.hcl", "same.hcl", "link.hcl"]) {
    expect(readFileSync(join(dir, name), "utf8")).toBe(tidy);
  }
  expect(statSync(join(dir, "same.hcl")).nlink).toBe(2);
  expect(readdirSync(join(dir, "real")).toSorted()).toEqual(["two.hcl", "x.hcl"]);
});

test("a file in order is not written to", async () => {
  const dir = directoryOf({ "x.hcl": tidy });
  const before = statSync(join(dir, "x.hcl"));
  await nomadx(["fmt"], { dir });
  const { ino, mtimeMs, ctimeMs } = statSync(join(dir, "x.hcl"));
  expect({ ino, mtimeMs, ctimeMs }).toEqual({
    ino: before.ino,
    mtimeMs: before.mtimeMs,
    ctimeMs: before.ctimeMs,
  });
});

// The superuser may write everything.
test.skipIf(process.getuid?.() === 0)(
  "a file that may not be written is told of, and the others are",
  async () => {
    const dir = directoryOf({ "x.hcl": ugly, "y.hcl": ugly });
    chmodSync(join(dir, "x.hcl"), 0o444);
    const { code, stderr } = await nomadx(["fmt"], { dir });
    expect(stderr).toMatch(/^error: Cannot write: EACCES: permission denied/);
    expect(code).toBe(64);
    expect(readFileSync(join(dir, "x.hcl"), "utf8")).toBe(ugly);
    expect(readFileSync(join(dir, "y.hcl"), "utf8")).toBe(tidy);
  },
);

test("--diff is what git apply takes", async () => {
  const dir = directoryOf({ "x.hcl": "a=1\nbc = 2\n\n\n\n\nlast=1" });
  const { code, stdout } = await nomadx(["fmt", "--diff", "--no-write"], { dir });
  expect(code).toBe(0);
  expect(stdout).toBe(`--- a/x.hcl
+++ b/x.hcl
@@ -1,7 +1,7 @@
-a=1
+a  = 1
 bc = 2
 
 
 
 
-last=1
\\ No newline at end of file
+last = 1
\\ No newline at end of file
`);
});

test("--json tells what became of each file", async () => {
  const dir = directoryOf({ "a.hcl": ugly, "b.hcl": tidy, "c.hcl": "a =\n" });
  const { code, stdout, stderr } = await nomadx(["fmt", "--json"], { dir });
  const { files, diagnostics } = JSON.parse(stdout);
  expect(files).toEqual([
    { file: "a.hcl", result: "formatted" },
    { file: "b.hcl", result: "unchanged" },
    { file: "c.hcl", result: "invalid" },
  ]);
  expect(diagnostics).toMatchObject([{ code: "NX523", source: { file: "c.hcl" } }]);
  expect({ code, stderr }).toEqual({ code: 3, stderr: "" });
});

test("CI is told of the files that are not in order", async () => {
  const dir = directoryOf({ "a.hcl": ugly, "b.hcl": tidy });
  const { code, stdout } = await nomadx(["fmt", "--check", "--format", "github"], { dir });
  expect(stdout).toContain("a.hcl is not in canonical form");
  expect(stdout).not.toContain("b.hcl");
  expect(code).toBe(1);
});

test("--upgrade writes anew what HCL 1 took, and tells each change", async () => {
  const old = 'job "j" {\n  "type" = "batch",\n}\n';
  const dir = directoryOf({ "j.nomad": old });
  const changes =
    "j.nomad:2:3: The quotes around the name of an argument were left out\nj.nomad:2:19: A comma after an argument was left out\n";
  expect(await nomadx(["fmt", "--check", "--upgrade"], { dir })).toEqual({
    code: 1,
    stdout: "j.nomad\n",
    stderr: changes,
  });
  expect(await nomadx(["fmt", "--upgrade"], { dir })).toEqual({
    code: 0,
    stdout: "j.nomad\n",
    stderr: changes,
  });
  expect(readFileSync(join(dir, "j.nomad"), "utf8")).toBe('job "j" {\n  type = "batch"\n}\n');
});

test("--upgrade leaves a file alone that is not HCL afterwards", async () => {
  const old = 'job "j" {\n  type = "batch",\n  type = "service"\n}\n';
  const dir = directoryOf({ "j.nomad": old });
  const { code, stderr } = await nomadx(["fmt", "--upgrade"], { dir });
  expect(stderr).toContain("error[NX511] j.nomad:2:17");
  expect(code).toBe(3);
  expect(readFileSync(join(dir, "j.nomad"), "utf8")).toBe(old);
});
