#!/usr/bin/env node
// @ts-check
/*
 * Writes what the jobs of jobs/ and examples/ render into fixtures/, which a test compares byte for byte. To be run by
 * hand after a change that is meant to be seen there, and to be read before it is committed:
 *
 *   node scripts/build.js && node scripts/render-jobs.js --write
 *
 * Then have a real Nomad say what it makes of them: scripts/record-parse.js.
 */
import { spawnSync } from "node:child_process";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const write = process.argv.includes("--write");

for (const folder of ["jobs", "examples"]) {
  const names = (await readdir(path.join(root, folder))).filter((name) => name.endsWith(".ts"));
  for (const name of names) {
    const source = path.join(folder, name);
    const target = path.join("fixtures", folder, name.replace(/\.ts$/, ".nomad.hcl"));
    const text = render(source);
    const before = await readFile(path.join(root, target), "utf8").catch(() => "");
    if (text === before) continue;
    console.log(`${target} ${write ? "is written" : "differs; --write writes it"}`);
    if (!write) process.exitCode = 1;
    else {
      await mkdir(path.dirname(path.join(root, target)), { recursive: true });
      await writeFile(path.join(root, target), text);
    }
  }
}

/** @param {string} file */
function render(file) {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["packages/cli/bin/run.js", "render", file],
    { cwd: root, encoding: "utf8" },
  );
  if (status !== 0) throw new Error(stderr);
  return stdout;
}
