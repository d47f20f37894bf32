import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";

import { expect, onTestFinished, test } from "vitest";

import { writeAll, writeFiles } from "./write-files.ts";

function directory(): string {
  const dir = mkdtempSync(path.join(tmpdir(), "nomadx-write-"));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  return dir;
}

const plan = { name: "plan.json", text: "new" };

test("a file is made, and made anew, and nothing is left beside it", async () => {
  const dir = directory();
  expect(await writeFiles(path.join(dir, "a/b"), [plan])).toEqual([path.join(dir, "a/b/plan.json")]);
  await writeFiles(path.join(dir, "a/b"), [{ ...plan, text: "newer" }], 0o600);
  expect(readFileSync(path.join(dir, "a/b/plan.json"), "utf8")).toBe("newer");
  expect(statSync(path.join(dir, "a/b/plan.json")).mode & 0o777).toBe(0o600);
  expect(readdirSync(path.join(dir, "a/b"))).toEqual(["plan.json"]);
});

test("a link stays one: the file that it leads to is replaced", async () => {
  const dir = directory();
  writeFileSync(path.join(dir, "plan-1.json"), "old");
  symlinkSync("plan-1.json", path.join(dir, "plan.json"));
  await writeFiles(dir, [plan]);
  expect(readFileSync(path.join(dir, "plan-1.json"), "utf8")).toBe("new");
  expect(readdirSync(dir).toSorted()).toEqual(["plan-1.json", "plan.json"]);
});

test.each([
  ["a socket", (file: string) => listen(file)],
  ["a link to a device", async (file: string) => symlinkSync("/dev/null", file)],
  ["a link to nothing", async (file: string) => symlinkSync("none.json", file)],
  ["a folder", async (file: string) => mkdirSync(file)],
])("%s is not replaced", async (_, make) => {
  const dir = directory();
  await make(path.join(dir, "plan.json"));
  const { ino } = statSync(path.join(dir, "plan.json"), { throwIfNoEntry: false }) ?? {};
  await expect(writeFiles(dir, [plan])).rejects.toThrow(
    `${path.join(dir, "plan.json")} is not a regular file, and is not replaced`,
  );
  expect(statSync(path.join(dir, "plan.json"), { throwIfNoEntry: false })?.ino).toBe(ino);
  expect(readdirSync(dir)).toEqual(["plan.json"]);
});

test("files of several folders are replaced together, or none is, and nothing is left of what was begun", async () => {
  const dir = directory();
  const at = (...names: readonly string[]) => path.join(dir, ...names);
  writeFileSync(at("old.ts"), "old");
  await writeAll([
    { path: at("old.ts"), text: "new" },
    { path: at("a/b/web.ts"), text: "web" },
  ]);
  expect([readFileSync(at("old.ts"), "utf8"), readFileSync(at("a/b/web.ts"), "utf8")]).toEqual([
    "new",
    "web",
  ]);
  const begun = [
    { path: at("old.ts"), text: "newer" },
    { path: at("c/d/db.ts"), text: "db" },
  ];
  const last = [
    // The name of its draft is longer than a file system takes.
    { path: at("e", `${"x".repeat(250)}.ts`), text: "long" },
    { path: at("a/b"), text: "a folder is there" },
    { path: at("old.ts/in-a-file.ts"), text: "no folder" },
    { path: at("c/../old.ts"), text: "twice" },
  ];
  for (const each of last) {
    await expect(writeAll([...begun, each])).rejects.toMatchObject({ code: "usage" });
    expect(readFileSync(at("old.ts"), "utf8")).toBe("new");
    expect(readdirSync(dir, { recursive: true }).toSorted()).toEqual(["a", "a/b", "a/b/web.ts", "old.ts"]);
  }
});

async function listen(file: string): Promise<void> {
  const server = createServer();
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve) => server.listen(file, resolve));
}

test("drafts of runs that were killed are cleared, those of runs that go on are not", async () => {
  const dir = directory();
  const gone = spawn(process.execPath, ["-e", "0"]);
  await once(gone, "exit");
  const drafts = [gone.pid, process.pid].map((pid) => `.other.json.${pid}.nomadx.tmp`);
  for (const name of [...drafts, "notes.tmp", `.notes.${gone.pid}.tmp`])
    writeFileSync(path.join(dir, name), "");
  await writeFiles(dir, [plan]);
  expect(new Set(readdirSync(dir))).toEqual(
    new Set([drafts[1], "notes.tmp", `.notes.${gone.pid}.tmp`, "plan.json"]),
  );
});
