// @ts-check
// Finds the case files that the adapters know, runs every case, and says where library and servers disagree.
import { readdir, stat } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";

/**
 * One format of case files. To add one, add a file to `adapters/` that exports it as `adapter`.
 *
 * @typedef {object} Adapter
 * @property {RegExp} files which files, by the end of their path ("/" between folders)
 * @property {string} [together] one line of the report for all files, under this name; else each has its own
 * @property {(file: string) => AsyncIterable<Case> | Iterable<Case>} cases the cases in a file
 *
 * @typedef {object} Case
 * @property {string} id unique within its line of the report
 * @property {() => string | undefined | Promise<string | undefined>} check runs the case through the public library;
 *   `undefined` when it agrees, else why not, in a few words
 *
 * @typedef {{ agree: number, total: number, disagreements: string[] }} Tally
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
  let agree = 0;
  let total = 0;
  for (const [name, { adapter, files }] of known) {
    const tally = await run(adapter, files);
    agree += tally.agree;
    total += tally.total;
    report(name, tally, all ? Infinity : shownDisagreements);
  }
  for (const [name, count] of unknown) console.log(`not run  ${name}${count > 1 ? ` (${count} files)` : ""}`);
  const notRun = [...unknown.values()].reduce((sum, count) => sum + count, 0);
  console.log(`${agree}/${total} cases agree, ${notRun} files not run`);
  // The same in the words in which every check of this workspace ends.
  console.log(`${agree} passed, ${total - agree} failed, ${notRun} skipped`);
  if (total === 0) console.error("No case was found: nothing is proven");
  return total > 0 && agree === total ? 0 : 1;
}

/** @returns {Promise<Adapter[]>} in the order of their file names */
async function loadAdapters() {
  const folder = path.join(import.meta.dirname, "adapters");
  const files = (await readdir(folder)).filter((file) => file.endsWith(".js")).toSorted();
  return Promise.all(
    files.map(async (file) => (await import(pathToFileURL(path.join(folder, file)).href)).adapter),
  );
}

/** @param {string} folder @returns {Promise<string[]>} absolute paths, without documentation */
async function filesIn(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith(".md"))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .toSorted();
}

/**
 * @param {string[]} files
 * @param {Adapter[]} adapters
 * @param {string} folder
 */
function sortOut(files, adapters, folder) {
  /** @type {Map<string, { adapter: Adapter, files: string[] }>} */
  const known = new Map();
  /** @type {Map<string, number>} */
  const unknown = new Map();
  for (const file of files) {
    const posix = file.split(path.sep).join("/");
    const adapter = adapters.find((candidate) => candidate.files.test(posix));
    const shown = path.relative(folder, file).split(path.sep).join("/");
    if (adapter === undefined) {
      const like = path.posix.join(path.posix.dirname(shown), `*${path.posix.extname(shown)}`);
      unknown.set(like, (unknown.get(like) ?? 0) + 1);
    } else {
      const name = adapter.together ?? shown;
      const entry = known.get(name) ?? { adapter, files: [] };
      entry.files.push(file);
      known.set(name, entry);
    }
  }
  return { known, unknown };
}

/**
 * @param {Adapter} adapter
 * @param {string[]} files
 * @returns {Promise<Tally>}
 */
async function run(adapter, files) {
  const tally = { agree: 0, total: 0, disagreements: /** @type {string[]} */ ([]) };
  for (const file of files) {
    for await (const { id, check } of adapter.cases(file)) {
      tally.total++;
      const reason = await reasonOf(check);
      if (reason === undefined) tally.agree++;
      else tally.disagreements.push(`${id}: ${reason}`);
    }
  }
  return tally;
}

/** @param {Case["check"]} check */
async function reasonOf(check) {
  try {
    return await check();
  } catch (error) {
    return `threw ${error instanceof Error ? error.message : String(error)}`;
  }
}

/**
 * @param {string} name
 * @param {Tally} tally
 * @param {number} most how many disagreements are shown
 */
function report(name, { agree, total, disagreements }, most) {
  console.log(`${agree}/${total}  ${name}`);
  for (const disagreement of disagreements.slice(0, most)) console.log(`    ${disagreement}`);
  const hidden = disagreements.length - most;
  if (hidden > 0) console.log(`    and ${hidden} more (--all shows them)`);
}
