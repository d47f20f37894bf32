import { spawnSync } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { expect, test } from "vitest";

import { planOfNewJob, refuse, startNomad } from "../../packages/core/src/dev/testing/scripted-nomad.ts";
import { goodJob, jobJson } from "./job-files.ts";
import { directoryOf, ending, nomadx, start } from "./nomadx.ts";

const escape = "\u001b[";

test.each([
  ["nothing", {}, [], false],
  ["FORCE_COLOR", { FORCE_COLOR: "1" }, [], true],
  ["NO_COLOR before FORCE_COLOR", { FORCE_COLOR: "1", NO_COLOR: "1" }, [], false],
  ["--color before NO_COLOR", { NO_COLOR: "1" }, ["--color", "always"], true],
  ["--color=never before FORCE_COLOR", { FORCE_COLOR: "1" }, ["--color=never"], false],
  ["CI", { CI: "true" }, [], false],
] as const)("whether a pipe gets colour is decided by %s", async (_, env, flags, isColoured) => {
  const { address } = await startNomad({ "PUT /v1/job/*/plan": planOfNewJob });
  const around = { dir: directoryOf({ "web.ts": goodJob }), address, env };
  const plan = await nomadx(["plan", "web.ts", ...flags], around);
  expect(plan.code).toBe(0);
  expect(plan.stdout.includes(escape)).toBe(isColoured);
  const error = await nomadx(["validate", "missing.ts", ...flags], around);
  expect(error.stderr.includes(escape)).toBe(isColoured);
});

test("HCL and JSON have no colour in them, whatever is asked", async () => {
  const around = { dir: directoryOf({ "web.ts": goodJob }), env: { FORCE_COLOR: "1" } };
  const { stdout } = await nomadx(["render", "web.ts"], around);
  expect(stdout).not.toContain(escape);
  const json = await nomadx(["render", "web.ts", "--json"], around);
  expect(json.stdout).not.toContain(escape);
});

test.each(["stdout", "stderr"] as const)("a reader that closes %s early is no error", async (stream) => {
  const many = Object.fromEntries(
    Array.from({ length: 300 }, (_, index) => [`j${index}.json`, jobJson(`j${index}`)] as const),
  );
  const args = stream === "stdout" ? ["render", "."] : ["render", ".", "--out", "out"];
  const child = start(args, { dir: directoryOf(many) });
  child[stream]?.destroy();
  const other = stream === "stdout" ? child.stderr : child.stdout;
  let told = "";
  other?.on("data", (data) => (told += String(data)));
  await once(child, "close");
  expect(told).toBe("");
  expect({ code: child.exitCode, signal: child.signalCode }).toEqual({ code: 0, signal: null });
});

test.each([
  ["plan", ["plan", "web.json"]],
  ["validate", ["validate", "web.json"]],
  ["render", ["render", "web.json"]],
  ["status", ["status"]],
  ["explain", ["explain"]],
] as const)("--json of %s is one object with the version of its shape", async (_, args) => {
  const { address } = await startNomad({
    "PUT /v1/job/*/plan": planOfNewJob,
    "PUT /v1/validate/job": () => ({ DriverConfigValidated: true, ValidationErrors: [], Warnings: "" }),
    "GET /v1/jobs": () => [],
  });
  const dir = directoryOf({ "web.json": jobJson("web") });
  const { code, stdout, stderr } = await nomadx([...args, "--json"], { dir, address });
  expect(JSON.parse(stdout)).toMatchObject({ schemaVersion: 1 });
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
});

test.each([
  [["plan", "web.json"], 1, "permission"],
  [["validate", "none.json"], 3, "invalid"],
  [["plan"], 64, "usage"],
  [["nope"], 64, "usage"],
  [["plan", "web.json", "--nope"], 64, "usage"],
] as const)("--json of a failed %j is one object with the error", async (args, code, kind) => {
  const { address } = await startNomad({ "PUT /v1/job/*/plan": refuse(403, "Permission denied") });
  const dir = directoryOf({ "web.json": jobJson("web") });
  const outcome = await nomadx([...args, "--json"], { dir, address });
  expect(JSON.parse(outcome.stdout)).toMatchObject({ schemaVersion: 1, error: { code: kind } });
  expect({ code: outcome.code, stderr: outcome.stderr }).toEqual({ code, stderr: "" });
});

test("a terminal is sent nothing that a server or a file says to it", async () => {
  const evil = "\u001b]0;owned\u0007\u001b[2J\u202e";
  const { address } = await startNomad({ "GET /v1/jobs": refuse(500, `no ${evil}`) });
  const { stderr } = await ending(start(["status"], { address, env: { FORCE_COLOR: "1" } }));
  expect(stderr).toContain("no");
  // eslint-disable-next-line no-control-regex -- control characters are the subject
  expect(stderr).not.toMatch(/\u001b(?!\[\d+m)|\u0007|\u202e/);
});

test.each(["--version", "--help", "explain", "explain --json"])(
  "a file that may not grow is told of by %s, without code",
  (args) => {
    const program = fileURLToPath(new URL("../../packages/cli/bin/run.js", import.meta.url));
    const command = `trap '' XFSZ; ulimit -f 0; "$0" "$1" ${args} > "$2"`;
    const out = path.join(directoryOf({}), "out.txt");
    const run = spawnSync("/bin/bash", ["-c", command, process.execPath, program, out], { encoding: "utf8" });
    expect(run.stderr).toMatch(/^error: standard output cannot be written: EFBIG: .*\n$/);
    expect(run.status).toBe(1);
  },
);
