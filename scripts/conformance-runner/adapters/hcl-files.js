// @ts-check
// hcl/files.jsonl: whole job files, with variables given in every way.
import { errorDifference, jobDifference, readJob } from "../hcl-job.js";
import { linesOf } from "../stored-job.js";

/** @type {import("../run.js").Adapter} */
export const adapter = {
  files: /\/hcl\/files\.jsonl$/,
  async *cases(file) {
    for await (const given of linesOf(file)) {
      // Missing files: see hcl-files-missing.js.
      if (missingFile(given.input) === undefined) yield { id: given.id, check: () => check(given) };
    }
  },
};

/** @param {any} given */
async function check({ input, ...answer }) {
  const read = await readJob({
    text: input.source,
    allowsFiles: input.via === "run",
    files: input.files,
    values: input.via === "run" ? givenOnCommandLine(input) : givenToEndpoint(input),
    canonicalize: input.canonicalize === true,
  });
  const error = answer.error ?? answer.error_starts ?? answer.error_any_of?.[0];
  if (error !== undefined) return errorDifference(read.problems, error);
  if (answer.result_summary !== undefined) return read.problems.length === 0 ? undefined : "it was refused";
  const results = answer.result_any_of ?? [answer.result];
  const differences = results.map((/** @type {any} */ result) => jobDifference(read, result.Job ?? result));
  return differences.includes(undefined) ? undefined : differences[0];
}

/** @param {any} input */
function givenToEndpoint({ variables }) {
  return { files: variables === undefined ? [] : [{ file: "variables", text: variables }], lenient: true };
}

/** @param {any} input */
function givenOnCommandLine({ args = [], env = {}, files = {} }) {
  const environment = Object.entries(env).flatMap(([name, value]) =>
    name.startsWith("NOMAD_VAR_") ? [[name.slice("NOMAD_VAR_".length), value]] : [],
  );
  /** @type {Record<string, string>} */
  const flags = {};
  const variableFiles = [];
  for (const [kind, value] of pairsOf(args)) {
    if (kind === "var-file") variableFiles.push({ file: value, text: files[value] });
    else if (kind === "var" && value.includes("="))
      flags[value.slice(0, value.indexOf("="))] = value.slice(value.indexOf("=") + 1);
  }
  const lenient = args.some((/** @type {string} */ arg) => /^--?hcl2-strict=false$/.test(arg));
  return { environment: Object.fromEntries(environment), flags, files: variableFiles, lenient };
}

/** The first file of values that is named and not there. @param {any} input @returns {string | undefined} */
export function missingFile({ via, args = [], files = {} }) {
  if (via !== "run") return undefined;
  const named = [...pairsOf(args)].flatMap(([kind, value]) => (kind === "var-file" ? [value] : []));
  return named.find((name) => !Object.hasOwn(files, name));
}

/** The flags `-var` and `-var-file`, written in one or two words. @param {readonly string[]} args */
function* pairsOf(args) {
  for (let index = 0; index < args.length; index += 1) {
    const match = /^--?(var-file|var)(?:=([^]*))?$/.exec(args[index] ?? "");
    if (match === null) continue;
    const [, kind = "", value] = match;
    if (value === undefined) index += 1;
    yield /** @type {const} */ ([kind, value ?? args[index] ?? ""]);
  }
}
