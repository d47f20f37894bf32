import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { describe, expect, test } from "vitest";

import { nomadx, type Outcome } from "./nomadx.ts";

const cli = fileURLToPath(new URL("../../packages/cli", import.meta.url));

test("--version is one line", async () => {
  const { version }: { version: string } = JSON.parse(readFileSync(`${cli}/package.json`, "utf8"));
  const line = `nomadx/${version} ${process.platform}-${process.arch} node-${process.version}\n`;
  expect(await nomadx(["--version"])).toEqual({ code: 0, stdout: line, stderr: "" });
});

test("without arguments, with --help and with help, the commands are listed", async () => {
  const outcomes = await Promise.all([nomadx([]), nomadx(["--help"]), nomadx(["-h"]), nomadx(["help"])]);
  for (const { code, stdout, stderr } of outcomes) {
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    for (const command of ["render", "validate", "plan", "run", "status", "stop"]) {
      expect(stdout).toMatch(new RegExp(String.raw`^  ${command} +\w`, "m"));
    }
  }
});

test("help of a command is the same wherever it is asked for", async () => {
  const asked = await nomadx(["plan", "--help"]);
  expect(asked.stdout).toContain("$ nomadx plan FILES...");
  expect(await nomadx(["help", "plan"])).toEqual(asked);
  expect(await nomadx(["plan", "-h", "jobs/"])).toEqual(asked);
});

describe("wrong usage exits with 64 and says the way out", () => {
  test.each([
    [["plna", "web.ts"], "error: There is no command plna\nhelp: Did you mean plan?\n"],
    [["zzzz"], "error: There is no command zzzz\nhelp: nomadx --help lists the commands.\n"],
    [
      ["--json=yes", "plan"],
      "error: --json comes before the command\nhelp: The command comes first: nomadx plan --json jobs/\n",
    ],
    [
      ["plan", "--adress", "x", "web.ts"],
      "error: Nonexistent flag: --adress\nhelp: Did you mean --address?\n",
    ],
    [
      ["plan", "-address=x", "web.ts"],
      "error: Nonexistent flag: -address\nhelp: Flags start with two dashes: --address\n",
    ],
    [
      ["explain", "NX101", "NX102"],
      "error: Unexpected argument: NX102\nhelp: nomadx explain --help shows how to use it.\n",
    ],
    [["plan", "--color", "red", "web.ts"], "error: Expected --color=red to be one of: auto, always, never\n"],
    [["plan", "--address"], "error: Flag --address expects a value\n"],
  ])("%j", async (args, stderr) => {
    expect(await nomadx(args)).toEqual({ code: 64, stdout: "", stderr });
  });

  test("a missing argument is named", async () => {
    const { code, stdout, stderr } = await nomadx(["plan"]);
    expect({ code, stdout }).toEqual({ code: 64, stdout: "" });
    expect(stderr).toMatch(/^error: Missing 1 required arg:\n {2}files {2}Job files/);
    expect(stderr).toMatch(/\nhelp: nomadx plan --help shows how to use it.\n$/);
  });
});

test("only --debug shows where an error arose, in the words of the sources", async () => {
  const { stderr } = await nomadx(["explain", "NX1000"]);
  expect(stderr).not.toMatch(/^ +at /m);
  const debugged = await nomadx(["explain", "NX1000", "--debug"]);
  expect(debugged.code).toBe(64);
  expect(debugged.stderr).toMatch(/^ +at .*packages\/cli\/src\/commands\/explain\.ts:\d+/m);
});

test("what is on standard input is nobody's argument", async () => {
  const { stdout } = await nomadx(["explain"], { stdin: "NX101\n" });
  expect(stdout).toContain("NX101  ");
  expect(stdout).toContain("NX102  ");
});

describe("run by the whole of oclif, a command does the same", () => {
  test.each([
    [["explain", "NX206"]],
    [["explain", "NX206", "--json"]],
    [["explain", "NX2"]],
    [["explain", "--nope"]],
  ])("%j", async (args) => {
    expect(runByOclif(args)).toEqual(await nomadx(args));
  });
});

/** Runs a built command as another program would that has nomadx as a plugin. */
function runByOclif(args: readonly string[]): Outcome {
  const program = `
    import { run } from "@oclif/core";
    await run(${JSON.stringify(args)}, { root: ${JSON.stringify(cli)} });
  `;
  const { status, stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "--eval", program], {
    cwd: cli,
    env: { PATH: process.env["PATH"] },
    encoding: "utf8",
  });
  return { code: status, stdout, stderr };
}
