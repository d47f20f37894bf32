import { readFile } from "node:fs/promises";
import path from "node:path";
import { gzipSync } from "node:zlib";

import { build } from "esbuild";

import { root, runCommand } from "./run-command.js";
import { subpathsOfCore } from "./subpaths.js";

/** Holds what `scripts/budgets.json` promises; one case a number. */
export async function checkBudgets() {
  const budgets = JSON.parse(await readFile(path.join(root, "scripts/budgets.json"), "utf8"));
  const sizes = await Promise.all(
    Object.entries(budgets.gzipBytes).map(async ([subpath, budget]) =>
      compare(`gzip size of ${subpath}`, "bytes", await gzipSize(subpath), budget),
    ),
  );
  const types = [];
  for (const [project, budget] of Object.entries(budgets.typeInstantiations)) {
    types.push(
      compare(`type instantiations of ${project}`, "instantiations", await instantiations(project), budget),
    );
  }
  return [...sizes, ...types, everySubpathHasOne(budgets.gzipBytes)];
}

/** A subpath that nobody has given a budget may grow unseen. */
function everySubpathHasOne(gzipBytes) {
  return {
    name: "every subpath of @nomadx/core has a budget",
    complaints: subpathsOfCore()
      .filter((subpath) => !Object.hasOwn(gzipBytes, subpath))
      .map((subpath) => `  ${subpath}: add a row to gzipBytes in scripts/budgets.json`),
  };
}

function compare(name, unit, measured, { ceiling }) {
  const complaint =
    measured > ceiling
      ? `  ${measured} ${unit}, the ceiling is ${ceiling}: make it smaller, or raise the ceiling and say why beside it`
      : // A ceiling far above is no ceiling.
        measured < ceiling * 0.5
        ? `  only ${measured} ${unit}: lower the ceiling of ${ceiling}`
        : undefined;
  return { name, complaints: complaint === undefined ? [] : [complaint] };
}

/** The size of this subpath, with all its packages, for someone who bundles it for Node: bytes after gzip. */
async function gzipSize(subpath) {
  const { outputFiles } = await build({
    stdin: { contents: `export * from ${JSON.stringify(subpath)};`, resolveDir: path.join(root, "jobs") },
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    platform: "node",
    target: "node20",
    conditions: ["nomadx-source"],
    logLevel: "warning",
  });
  return gzipSync(outputFiles[0].contents).length;
}

/** How many types the checker makes for a project: the same number on every machine. */
async function instantiations(project) {
  const { output } = await runCommand(["tsc", "-p", project, "--noEmit", "--extendedDiagnostics"]);
  const found = /^Instantiations:\s*(\d+)/m.exec(output);
  // No number means that tsc said something else, which must not pass as small.
  return found === null ? Infinity : Number(found[1]);
}
