// @ts-check
// Finds the case files that the adapters know, runs every case, and says where library and servers disagree.
import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";

import { judgeAll } from "./judge-all.js";

/**
 * One format of case files. To add one, add a file to `adapters/` that exports it as `adapter`. Several may look at one
 * file, each at something else in its cases.
 *
 * @typedef {object} Adapter
 * @property {RegExp} files which files, by the end of their path ("/" between folders)
 * @property {string} [together] one line of the report for all files, under this name; else each has its own
 * @property {string} [aspect] what it looks at in files that have other adapters, too; stands behind the file's name
 * @property {(file: string) => AsyncIterable<Case> | Iterable<Case>} cases the cases in a file
 *
 * @typedef {object} Case
 * @property {string} id unique within its line of the report
 * @property {() => string | undefined | Promise<string | undefined>} check runs the case through the public library;
 *   `undefined` when it agrees, else why not, in a few words
 */

const usage = "Usage: scripts/conformance DIR [--all]";
const shownDisagreements = 20;

process.exitCode = await main(process.argv.slice(2));

/** @param {string[]} args */
async function main(args) {
  const all = args.includes("--all");
  const [folder, ...rest] = args.filter((arg) => arg !== "--all");
  if (folder === undefined || folder.startsWith("-") || rest.length > 0) {
    console.error(usage);
    return 64;
  }
  const isFolder = (await stat(folder).catch(() => undefined))?.isDirectory() ?? false;
  if (!isFolder) {
    console.error(`${folder} is not a folder\n${usage}`);
    return 64;
  }

  const { known, unknown } = sortOut(await filesIn(path.resolve(folder)), await loadAdapters(), folder);
  const sum = { passed: 0, failed: 0, skipped: 0 };
  for await (const { name, tally } of judgeAll(known)) {
    const { passed, failed, skipped } = report(name, tally, all ? Infinity : shownDisagreements);
    sum.passed += passed;
    sum.failed += failed;
    sum.skipped += skipped;
  }
  for (const [name, count] of unknown) console.log(`not run  ${name}${count > 1 ? ` (${count} files)` : ""}`);
  const notRun = [...unknown.values()].reduce((count, more) => count + more, 0);
  const total = sum.passed + sum.failed + sum.skipped;
  const knownOnes = sum.skipped > 0 ? `, ${sum.skipped} are known to disagree` : "";
  console.log(`${sum.passed}/${total} cases agree${knownOnes}, ${notRun} files not run`);
  // The same in the words in which every check of this workspace ends.
  console.log(`${sum.passed} passed, ${sum.failed} failed, ${sum.skipped + notRun} skipped`);
  if (total === 0) console.error("No case was found: nothing is proven");
  return total > 0 && sum.failed === 0 ? 0 : 1;
}

/** @returns {Promise<{ adapter: Adapter, module: string }[]>} in the order of their file names */
async function loadAdapters() {
  const folder = path.join(import.meta.dirname, "adapters");
  const files = (await readdir(folder)).filter((file) => file.endsWith(".js")).toSorted();
  return Promise.all(
    files.map(async (file) => {
      const module = pathToFileURL(path.join(folder, file)).href;
      return { adapter: (await import(module)).adapter, module };
    }),
  );
}

/** @param {string} folder @returns {Promise<string[]>} absolute paths, without documentation */
async function filesIn(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".md"))
    .map((entry) => path.join(entry.parentPath, entry.name).split(path.sep).join("/"))
    .toSorted();
}

/**
 * @param {string[]} files
 * @param {{ adapter: Adapter, module: string }[]} adapters
 * @param {string} folder
 */
function sortOut(files, adapters, folder) {
  /** @type {Map<string, import("./judge-all.js").Line>} */
  const known = new Map();
  /** @type {Map<string, number>} */
  const unknown = new Map();
  for (const file of files) {
    const shown = path.relative(folder, file).split(path.sep).join("/");
    const matching = adapters.filter(({ adapter }) => adapter.files.test(file));
    if (matching.length === 0) {
      const like = path.posix.join(path.posix.dirname(shown), `*${path.posix.extname(shown)}`);
      unknown.set(like, (unknown.get(like) ?? 0) + 1);
    }
    for (const { adapter, module } of matching) {
      const name = [adapter.together ?? shown, adapter.aspect]
        .filter((part) => part !== undefined)
        .join(": ");
      const line = known.get(name) ?? { adapter: module, files: [] };
      if (line.adapter !== module) throw new Error(`Two adapters have the line ${name}: give one an aspect`);
      line.files.push(file);
      known.set(name, line);
    }
  }
  return { known, unknown };
}

/**
 * @param {string} name
 * @param {import("./judge.js").Tally} tally
 * @param {number} most how many disagreements are shown
 * @returns {{ passed: number, failed: number, skipped: number }}
 */
function report(name, { total, remarks }, most) {
  const failures = remarks.filter(({ verdict }) => verdict !== "known");
  const skipped = remarks.length - failures.length;
  const passed = total - remarks.length;
  console.log(`${passed}/${total}  ${name}${skipped > 0 ? `  (${skipped} known to disagree)` : ""}`);
  for (const { id, reason } of failures.slice(0, most)) console.log(`    ${id}: ${reason}`);
  const hidden = failures.length - most;
  if (hidden > 0) console.log(`    and ${hidden} more (--all shows them)`);
  for (const [reason, count] of countBy(remarks.filter(({ verdict }) => verdict === "known"))) {
    console.log(`    ${count} known to disagree: ${reason}`);
  }
  return { passed, failed: failures.length, skipped };
}

/** @param {readonly import("./thread.js").Remark[]} remarks @returns {Map<string, number>} by reason */
function countBy(remarks) {
  const counts = new Map();
  for (const { reason } of remarks) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  return counts;
}
