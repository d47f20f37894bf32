import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { inspect } from "node:util";

import { afterAll, expect, onTestFailed, onTestFinished } from "vitest";

const program = fileURLToPath(new URL("../../packages/cli/bin/run.js", import.meta.url));

/** Where bundles of job files are kept while the tests of a file run. */
const cache = mkdtempSync(path.join(tmpdir(), "nomadx-cache-"));
afterAll(() => rmSync(cache, { recursive: true, force: true }));

/** How a command ended. */
export interface Outcome {
  /** `null` when a signal ended it. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The surroundings that a command is run in, besides its arguments. */
export interface Surroundings {
  /** Working directory; without one, an empty one. */
  readonly dir?: string;
  /** The value of `NOMAD_ADDR`. */
  readonly address?: string;
  /** Further environment variables. */
  readonly env?: Readonly<Record<string, string>>;
  readonly stdin?: string | Uint8Array;
}

/** Makes a directory with `files` (texts by relative path) that is removed when the test ends. */
export function directoryOf(files: Readonly<Record<string, string>>): string {
  const dir = realpathSync(mkdtempSync(path.join(tmpdir(), "nomadx-cli-")));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
    writeFileSync(path.join(dir, name), text);
  }
  return dir;
}

/** Starts the built program as a user's shell would who has set nothing else. Standard input is empty. */
export function start(args: readonly string[], around: Surroundings = {}): ChildProcess {
  const { dir = directoryOf({}), address, env } = around;
  const child = spawn(process.execPath, [program, ...args], {
    cwd: dir,
    env: {
      PATH: process.env["PATH"],
      XDG_CACHE_HOME: cache,
      ...(address !== undefined && { NOMAD_ADDR: address }),
      ...env,
    },
    stdio: "pipe",
  });
  child.stdin?.end(around.stdin ?? "");
  return child;
}

/** Returns how a started program ended. */
export async function ending(child: ChildProcess): Promise<Outcome> {
  const texts = { stdout: "", stderr: "" };
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (texts.stdout += text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (texts.stderr += text));
  await once(child, "close");
  return { code: child.exitCode, ...texts };
}

/** Runs the built program to its end. A test that fails shows what it printed. */
export async function nomadx(args: readonly string[], around: Surroundings = {}): Promise<Outcome> {
  const begun = Date.now();
  const outcome = await ending(start(args, around));
  const milliseconds = Date.now() - begun;
  onTestFailed(() => void process.stderr.write(`${inspect({ args, ...outcome, milliseconds })}\n`));
  return outcome;
}

/** The objects of a text with one in each line. */
export function linesOfJson(text: string): readonly Readonly<Record<string, unknown>>[] {
  const values = text
    .trimEnd()
    .split("\n")
    .map((line): unknown => JSON.parse(line));
  expect(values.filter((value) => !isObject(value))).toEqual([]);
  return values.filter(isObject);
}

/** Whether this is a JSON object. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
