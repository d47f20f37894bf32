import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { onTestFinished } from "vitest";
import { findingsToText, sortFindings, summarizeFindings } from "../../output/findings-text.ts";
import type { InputContext } from "../read/input-context.ts";
import { type LoadedInputs, loadInputs } from "../load-inputs.ts";

/** A temporary directory of job files, for the tests of loading them. */
export interface TestProject {
  readonly dir: string;
  /** The surroundings of a command run in `dir`. Bundles are kept in `dir`. */
  readonly context: InputContext;
  readonly write: (name: string, text: string) => string;
  /** Loads as a command run in `dir` does. */
  readonly load: (args: readonly string[], context?: Partial<InputContext>) => Promise<LoadedInputs>;
  /** The problems that `load` reports, as text. */
  readonly complaints: (args: readonly string[], context?: Partial<InputContext>) => Promise<string>;
}

/** Makes a directory with `files` (texts by relative path) that is removed when the test ends. */
export function makeProject(files: Readonly<Record<string, string>>): TestProject {
  const dir = realpathSync(mkdtempSync(path.join(tmpdir(), "nomadx-inputs-")));
  onTestFinished(() => rmSync(dir, { recursive: true, force: true }));
  const write = (name: string, text: string): string => {
    const file = path.join(dir, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
    return file;
  };
  for (const [name, text] of Object.entries(files)) write(name, text);
  const context: InputContext = {
    cwd: dir,
    env: { XDG_CACHE_HOME: path.join(dir, ".cache") },
    values: {},
    version: "0.0.0",
    readStdinBytes: async () => new Uint8Array(),
    endingAtOnce: (run) => run(),
  };
  const load: TestProject["load"] = (args, more) => loadInputs(args, { ...context, ...more });
  const complaints: TestProject["complaints"] = async (args, more) => {
    const { diagnostics, readSource } = await load(args, more);
    const text = findingsToText(sortFindings(diagnostics), { readSource });
    return text === "" ? "" : `${text}\n\n${summarizeFindings(diagnostics)}`;
  };
  return { dir, context, write, load, complaints };
}

/** A job file with one job in it that nothing is wrong with. */
export const GOOD_JOB = `import { job } from "@nomadx/core";

export default job("web", {
  group: { web: { task: { server: { driver: "docker", config: { image: "nginx:1" } } } } },
});
`;
