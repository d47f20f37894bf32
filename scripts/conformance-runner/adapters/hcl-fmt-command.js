// @ts-check
// hcl/fmt.jsonl: what `nomad fmt` does with files and folders. The command is run as a user's shell would.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

import { causeOf, summaries } from "../hcl-syntax.js";
import { difference } from "../read-cases.js";
import { linesOf } from "../stored-job.js";

const program = fileURLToPath(new URL("../../../packages/cli/bin/run.js", import.meta.url));

/** @type {import("../run.js").Adapter} */
export const adapter = {
  files: /\/hcl\/fmt\.jsonl$/,
  aspect: "command line",
  async *cases(file) {
    for await (const { id, input, result } of linesOf(file)) {
      if (typeof input !== "string") yield { id, check: () => compare(input, result) };
    }
  },
};

/**
 * Files, stdout, and whether and where it failed have to be the same; words are our own.
 * @param {{ args: string[], files: Record<string, string>, stdin: string }} input
 * @param {{ exit: number, stdout: string, stderr: string, files: Record<string, string> }} result
 */
function compare(input, result) {
  const folder = mkdtempSync(path.join(tmpdir(), "nomadx-fmt-"));
  try {
    for (const [name, text] of Object.entries(input.files)) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
    }
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [program, "fmt", ...ourFlags(input.args)],
      {
        cwd: folder,
        input: input.stdin,
        encoding: "utf8",
        env: { PATH: process.env["PATH"] },
      },
    );
    return difference(
      { exit: status, stdout, files: textsIn(folder), problems: ourProblems(stderr) },
      {
        exit: ourExit(result),
        stdout: result.stdout,
        files: sorted(result.files),
        problems: theirProblems(result.stderr),
      },
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * Nomad's flags begin with one hyphen, and take `=false`.
 * @param {readonly string[]} args
 */
function ourFlags(args) {
  return args.map((arg) =>
    arg.replace(/^--?(\w+)(=\w+)?$/, (_, name, value) =>
      /=(?:false|f|0)$/i.test(value ?? "") ? `--no-${name}` : `--${name}`,
    ),
  );
}

/**
 * Nomad has one code for all; ours tells files with mistakes from files that --check would change.
 * @param {{ exit: number, stderr: string }} result
 */
function ourExit({ exit, stderr }) {
  return exit === 1 && stderr !== "" ? 3 : exit;
}

/** @param {string} stderr @returns {string[]} */
function theirProblems(stderr) {
  const places = [...stderr.matchAll(/Error: ([^\n]*)\n\n {2}on (\S+) line (\d+)/g)].map(
    ([, cause = "", file, line]) => `${causeOf(cause)} ${file}:${line}`,
  );
  const files = [...stderr.matchAll(/^\t\* (?:Only \.nomad|No file)/gm)].map(() => "no such file");
  return [...files, ...places];
}

/** @param {string} stderr @returns {string[]} */
function ourProblems(stderr) {
  return [...stderr.matchAll(/^error\[(\w+)\](?: (\S+):(\d+):\d+)?/gm)].map(([, code = "", file, line]) =>
    file === undefined
      ? "no such file"
      : `${summaries[/** @type {keyof summaries} */ (code)]} ${file}:${line}`,
  );
}

/** @param {string} folder */
function textsIn(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return sorted(
    Object.fromEntries(
      files.map((entry) => {
        const file = path.join(entry.parentPath, entry.name);
        return [path.relative(folder, file), readFileSync(file, "utf8")];
      }),
    ),
  );
}

/** @param {Record<string, string>} texts */
function sorted(texts) {
  return Object.entries(texts).toSorted(([a], [b]) => (a < b ? -1 : 1));
}
