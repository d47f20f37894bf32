// @ts-check
// Job files in HCL: what the library reads, held against what a server or Nomad's command line answered.
import { mkdtemp, mkdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";

import { differing } from "./differing.js";
import { library } from "./library.js";

const { readHcl } = await library("/jobspec/hcl");
const { nodeFunctionWorld } = await library("/node");
const { canonicalize } = await library("/jobspec");

/**
 * A job file, and what is given to it.
 *
 * @typedef {object} HclInput
 * @property {string} text
 * @property {boolean} [allowsFiles] whether functions may read files, as on the command line
 * @property {Readonly<Record<string, string>>} [files] what lies beside the job file, by its path
 * @property {object} [values] as `readHcl` takes them
 * @property {boolean} [canonicalize]
 */

/** @param {HclInput} input */
export async function readJob({
  text,
  allowsFiles = false,
  files = {},
  values = {},
  canonicalize: fillIn = false,
}) {
  const folder = allowsFiles ? await folderWith({ "job.nomad.hcl": text, ...files }) : "/";
  try {
    const world = await nodeFunctionWorld({ folder, text, workingFolder: folder, homeFolder: "/home/user" });
    const { files: functionFiles, ...rest } = world;
    const result = readHcl({
      file: "input.hcl",
      text,
      values,
      world: allowsFiles ? { ...rest, files: functionFiles } : rest,
    });
    // Problems with a job that was read do not concern the parser: those problems have steps into the job.
    const problems = result.diagnostics.filter(
      ({ severity, keys }) => severity === "error" && keys === undefined,
    );
    return { job: fillIn ? canonicalize(result.job) : result.job, problems };
  } finally {
    if (allowsFiles) await rm(folder, { recursive: true });
  }
}

/** @param {Readonly<Record<string, string>>} files */
async function folderWith(files) {
  const folder = await mkdtemp(path.join(tmpdir(), "nomadx-conformance-"));
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
  return folder;
}

/**
 * Why a job differs from the server's; zeros are as good as absent, but in what has no schema.
 * @param {{ job: unknown, problems: readonly any[] }} read
 * @param {unknown} theirs
 * @param {(path: string) => boolean} [isLeftOut]
 */
export function jobDifference({ job, problems }, theirs, isLeftOut) {
  if (problems.length > 0) return `it was refused: ${problems.map(shown).join("; ")}`;
  return differing(withoutZeros(job), withoutZeros(plain(theirs)), isLeftOut);
}

const schemaless = new Set(["Config", "Policy", "Meta", "Env"]);

/** @param {unknown} value @returns {unknown} */
function withoutZeros(value) {
  if (Array.isArray(value)) return value.map(withoutZeros);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, item]) => [
    key,
    schemaless.has(key) ? item : withoutZeros(item),
  ]);
  return Object.fromEntries(entries.filter(([, item]) => !isZero(item)));
}

/** @param {unknown} value */
function isZero(value) {
  return (
    value === null ||
    value === "" ||
    value === 0 ||
    value === false ||
    (Array.isArray(value) && value.length === 0)
  );
}

/** Errors that the server reports only because something else was refused. */
const consequence =
  /unsuitable value type; Unsuitable value: (?:value must be known|value is not known)|validation requires a condition/i;

/**
 * Why our problems are not at the places of the server's.
 * @param {readonly any[]} problems
 * @param {string} error the server's text, with places such as `input.hcl:3,5-9`
 */
export function errorDifference(problems, error) {
  if (problems.length === 0)
    return `it was read, where the server says ${JSON.stringify(error.slice(0, 160))}`;
  const ours = new Set(problems.map(placeOf));
  const theirs = [...error.matchAll(/^(?:.*?: )?(?:input|job\.nomad)\.hcl:(\d+),(\d+)-[^\n]*/gm)];
  const missing = theirs
    .filter(([line]) => !consequence.test(line))
    .map(([, line, column]) => `${line}:${column}`)
    .filter((place) => !ours.has(place));
  return missing.length === 0
    ? undefined
    : `nothing at ${missing.join(", ")} but ${problems.map(shown).join("; ")}`;
}

/** @param {any} problem */
function placeOf({ source, path: where }) {
  return source === undefined ? where : `${source.start.line}:${source.start.column}`;
}

/** @param {any} problem */
function shown(problem) {
  return `${placeOf(problem)} ${problem.code} ${problem.detail}`;
}

/** Values that JSON cannot express are written as objects: infinities. @param {any} value @returns {unknown} */
export function plain(value) {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  if (typeof value.$raw === "string") return Number(value.$raw.replace("Inf", "Infinity"));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
}
