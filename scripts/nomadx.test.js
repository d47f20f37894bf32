import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { expect, onTestFinished, test } from "vitest";

const program = fileURLToPath(new URL("nomadx", import.meta.url));

test("scripts/nomadx runs from another folder, through a link, and hands on output and exit code", () => {
  const folder = mkdtempSync(path.join(tmpdir(), "nomadx-script-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const link = path.join(folder, "nx");
  symlinkSync(program, link);
  const run = (...args) => spawnSync(link, args, { cwd: folder, encoding: "utf8" });
  expect(run("explain", "NX206")).toMatchObject({ status: 0, stdout: "NX206  Unknown port label\n" });
  expect(run("explain", "nothing")).toMatchObject({ status: 64, stdout: "" });
});
