import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { stripVTControlCharacters } from "node:util";

import { root, runCommand } from "./run-command.js";

/**
 * Runs vitest and counts its tests.
 * @param {readonly string[]} options for `vitest run`
 * @param {{ node?: string, env?: Record<string, string> }} [how] the Node to run it with, further environment variables
 */
export async function runVitest(options, { node = process.execPath, env = {} } = {}) {
  const folder = await mkdtemp(path.join(tmpdir(), "nomadx-vitest-"));
  const report = path.join(folder, "report.json");
  try {
    const { code, output } = await runCommand(
      [
        node,
        path.join(root, "node_modules/vitest/vitest.mjs"),
        "run",
        "--reporter=dot",
        "--reporter=json",
        `--outputFile.json=${report}`,
        ...options,
      ],
      // The tests start `node` themselves: it must be the same one.
      { env: { ...env, PATH: `${path.dirname(node)}${path.delimiter}${process.env.PATH}` } },
    );
    const result = await readReport(report);
    return { ...countTests(result, code), output, files: filesOf(result), failures: failuresOf(result) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The files of a vitest report, with what they took. */
function filesOf(report) {
  return (report?.testResults ?? []).map(({ name, startTime, endTime, assertionResults }) => ({
    name: path.relative(root, name),
    tests: assertionResults.length,
    seconds: (endTime - startTime) / 1000,
  }));
}

/** The tests of a vitest report that failed, a line each: the file, the test and the first line of its error. */
export function failuresOf(report) {
  const results = report?.testResults ?? [];
  return results.flatMap(({ name, status, message, assertionResults }) => {
    const file = path.relative(root, name);
    const failed = assertionResults.filter((result) => result.status === "failed");
    if (status === "failed" && failed.length === 0) return [`${file}: ${firstLine(message)}`];
    return failed.map(
      ({ fullName, failureMessages }) => `${file}: ${fullName}: ${firstLine(failureMessages[0])}`,
    );
  });
}

function firstLine(text = "") {
  return stripVTControlCharacters(text).split("\n")[0];
}

async function readReport(file) {
  try {
    return JSON.parse(await readFile(file, "utf8"));
  } catch {
    // vitest did not come so far as to write it: `code` says the rest.
    return undefined;
  }
}

/**
 * The numbers of a vitest report. A file that could not be loaded, and a run that failed for another reason than a
 * test, count as one failure each: nothing that went wrong may end as "0 failed".
 */
export function countTests(report, code) {
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const broken = report.testResults.filter(
    ({ status, assertionResults }) =>
      status === "failed" && !assertionResults.some((result) => result.status === "failed"),
  ).length;
  const failed = report.numFailedTests + broken;
  return {
    passed: report.numPassedTests,
    failed: failed === 0 && code !== 0 ? 1 : failed,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}
