// @ts-check
// Job files in HCL imported into TypeScript, and the job that the new file makes, held against what a server read.
import { transformSync } from "esbuild";

import { jobDifference } from "./hcl-job.js";
import { library } from "./library.js";

const [core, variables, { readSpec }, { importHcl }, { nodeFunctionWorld }] = await Promise.all(
  ["", "/variables", "/jobspec", "/typescript", "/node"].map(library),
);

/**
 * Why the job of the new file is not the server's. Checks of the job itself do not count: problems with it stand in the new
 * file as they do in the old one.
 * @param {{ text: string, values?: object }} file
 * @param {unknown} theirs
 * @param {(path: string) => boolean} [isLeftOut]
 */
export async function importedDifference({ text, values = {} }, theirs, isLeftOut) {
  const { files: _, ...world } = await nodeFunctionWorld({
    folder: "/",
    text,
    workingFolder: "/",
    homeFolder: "/",
  });
  const imported = importHcl({ file: "input.hcl", text, values, world });
  if (imported.text === undefined) return jobDifference({ job: {}, problems: imported.diagnostics }, theirs);
  return jobDifference({ job: jobOf(imported.text, imported.vars), problems: [] }, theirs, isLeftOut);
}

/** The job that a job file makes. @param {string} source @param {Readonly<Record<string, string>>} vars */
function jobOf(source, vars) {
  const { code } = transformSync(source, { loader: "ts", format: "cjs", target: "node20" });
  const modules = new Map([
    ["@nomadx/core", core],
    ["@nomadx/core/variables", variables],
  ]);
  /** @type {{ exports: any }} */
  const module = { exports: {} };
  // The text is made by the library, and read as the command line does it: as a module.
  // oxlint-disable-next-line typescript/no-implied-eval -- see above
  new Function("require", "module", "exports", code)(
    (/** @type {string} */ name) => modules.get(name),
    module,
    module.exports,
  );
  const made = module.exports.default;
  const { job } = typeof made === "function" ? made({ env: {}, vars }) : made;
  const [[name, spec] = ["", {}]] = Object.entries(job);
  return readSpec(name, spec).job;
}
