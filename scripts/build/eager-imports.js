// @ts-check
// Turns most dynamic imports of nomadx's own modules into static ones. In the sources they say what is needed only
// sometimes; in the bundle of one command each of them splits what it shares with the rest into further modules, and to
// load those takes longer than the few kilobytes that are saved.
import { readFile } from "node:fs/promises";
import path from "node:path";

const dynamicImport = /\bimport\("(\.\.?\/[^"]+)"\)/g;

/**
 * These bring a large package, HCL's parser, a plan without a server, Nomad's rules, all lints or all of verification with
 * them, or are needed only for a rare option, or where something is wrong.
 */
const lazy = [
  "command/fail.ts",
  "deploy/job-source.ts",
  "deploy/plan-against.ts",
  "deploy/preview-plan.ts",
  "inputs/locate/locate-json.ts",
  "inputs/locate/locate-script.ts",
  "inputs/mentioned-vars.ts",
  "inputs/read-others.ts",
  "inputs/rule-findings.ts",
  "oclif/run-oclif.js",
  "output/document-text.ts",
  "output/findings-text.ts",
  "output/plan-markdown.ts",
  "routes/critical-lints.ts",
  "verify/verify-after-run.ts",
];

/**
 * esbuild plugin.
 * @param {string} folder whose modules are meant: the sources of the CLI
 * @returns {import("esbuild").Plugin}
 */
export function eagerImports(folder) {
  return {
    name: "eager-imports",
    setup(build) {
      build.onLoad({ filter: /\.ts$/ }, async ({ path: file, namespace }) => {
        if (namespace !== "file" || !file.startsWith(folder + path.sep)) return undefined;
        /** @type {string[]} */
        const imports = [];
        const source = await readFile(file, "utf8");
        const contents = source.replace(dynamicImport, (whole, /** @type {string} */ specifier) => {
          if (lazy.includes(path.relative(folder, path.resolve(path.dirname(file), specifier)))) return whole;
          imports.push(`import * as eager${imports.length} from ${JSON.stringify(specifier)};`);
          return `Promise.resolve(eager${imports.length - 1})`;
        });
        // On the first line, so that the lines of the source map stay what they are.
        return { contents: imports.join(" ") + contents, loader: "ts" };
      });
    },
  };
}
