// Builds packages/cli/dist: one module a command, what it loads later in chunks, and oclif's manifest.
//
// Each command is a build of its own. In one build for all, what some commands share would lie in a chunk for each set
// of commands that share it: a dozen small modules, where a command needs one or two. Loading a module costs more than
// the code in it.
import { execFile } from "node:child_process";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";

import { build } from "esbuild";

import { lightOclif, unusedByCommands, unusedByHelp } from "../../packages/cli/src/oclif/light-oclif.mjs";
import { eagerImports } from "./eager-imports.js";
import { lazyBuiltins } from "./lazy-builtins.js";
import { joinChunks } from "./join-chunks.js";
import { lightGot } from "./light-got.js";
import { ownBarrels } from "./own-barrels.js";
import { removeStale } from "./remove-stale.js";

/** @param {string} root the folder of the workspace */
export async function buildCli(root) {
  const folder = path.join(root, "packages/cli");
  /**
   * @param {string} entry
   * @param {import("esbuild").BuildOptions} [options]
   */
  const buildEntry = async (entry, { plugins = [], ...options } = {}) => {
    const built = await build({
      absWorkingDir: folder,
      entryPoints: [entry],
      outbase: "src",
      outdir: "dist",
      bundle: true,
      splitting: true,
      format: "esm",
      platform: "node",
      target: "node20",
      // Reading the source is a tenth of the time of a command.
      minify: true,
      metafile: true,
      write: false,
      sourcemap: "linked",
      sourcesContent: false,
      // Core is bundled from its sources: there is no order between the two builds.
      conditions: ["nomadx-source"],
      external: [
        // A module of its own, beside the commands.
        "./oclif/run-oclif.js",
        // esbuild is a program of its own; the parsers are needed only to say where a problem is.
        ...["esbuild", "@babel/parser", "jsonc-parser"],
        // One module each, for one function of HCL: in the bundles there would be a copy for every command.
        ...["bcryptjs", "re2js"],
        // Only loaded by oclif's support for running commands from TypeScript sources; 10 MB.
        ...["typescript", "ts-node", "tsx"],
      ],
      legalComments: "none",
      logLevel: "warning",
      ...options,
      plugins: [...plugins, ownBarrels, eagerImports(path.join(folder, "src"))],
    });
    return joinChunks(built, entry, folder, {
      // With --debug, Node reads the source maps; they are twice as large as all the rest, name sources that are not
      // published, and stay here.
      minify: true,
      sourcemap: true,
      sourcemapExcludeSources: true,
      comments: false,
    });
  };
  const commands = await commandFiles(folder);
  const results = await Promise.all([
    buildEntry("src/main.ts"),
    // Help and all that is rare go through the whole of oclif.
    buildEntry("src/oclif/run-oclif.ts", { plugins: [lightOclif(unusedByHelp)] }),
    ...commands.map((entry) =>
      buildEntry(entry, { ...lightGot, plugins: [lightOclif(unusedByCommands), lazyBuiltins] }),
    ),
  ]);
  await removeStale(folder, "dist", results.flat(), (file) => !file.startsWith(".types"));
  const oclif = path.join(root, "node_modules/oclif/bin/run.js");
  await promisify(execFile)(process.execPath, [oclif, "manifest", folder]);
}

/** The source files of the commands, relative to the package. */
async function commandFiles(folder) {
  const files = await readdir(path.join(folder, "src/commands"), { recursive: true });
  return files
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .map((file) => path.join("src/commands", file));
}
