import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { expect, onTestFinished, test } from "vitest";

const program = fileURLToPath(new URL("closing-line.js", import.meta.url));

test.each([
  [
    "both are added",
    "ok\n10 passed, 1 failed, 2 skipped\n",
    "5 passed, 0 failed, 3 skipped\n",
    "15 passed, 1 failed, 5 skipped\n",
  ],
  ["there were no cases", "10 passed, 0 failed, 0 skipped\n", "", "10 passed, 0 failed, 0 skipped\n"],
  ["the tests ended early", "Killed\n", "5 passed, 0 failed, 3 skipped\n", "5 passed, 1 failed, 3 skipped\n"],
  [
    "the cases ended early",
    "10 passed, 0 failed, 0 skipped\n",
    "3/4 x.json\n",
    "10 passed, 1 failed, 0 skipped\n",
  ],
])("%s", (_, tests, cases, expected) => {
  const folder = mkdtempSync(path.join(tmpdir(), "nomadx-closing-line-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const files = [path.join(folder, "tests"), path.join(folder, "cases")];
  writeFileSync(files[0], tests);
  writeFileSync(files[1], cases);
  const { stdout } = spawnSync(process.execPath, [program, ...files], { encoding: "utf8" });
  expect(stdout).toBe(expected);
});
