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

import { eagerImports } from "./eager-imports.js";
import { lazyBuiltins } from "./lazy-builtins.js";
import { heavyEntry, lazyOclif, lightOclif } from "./oclif-halves.js";
import { removeStale } from "./remove-stale.js";

/** @param {string} root the folder of the workspace */
export async function buildCli(root) {
  const folder = path.join(root, "packages/cli");
  const stub = (name) => path.join(root, "scripts/stubs", name);
  const common = {
    absWorkingDir: folder,
    bundle: true,
    platform: "node",
    target: "node20",
    // Core is bundled from its sources: there is no order between the two builds.
    conditions: ["nomadx-source"],
    // Only loaded by oclif's support for running commands from TypeScript sources; 10 MB.
    external: ["typescript", "ts-node", "tsx"],
    legalComments: "none",
    logLevel: "warning",
  };

  const heavy = new Map();
  const buildEntry = (entry) =>
    build({
      ...common,
      entryPoints: [entry],
      outbase: "src",
      outdir: "dist",
      splitting: true,
      format: "esm",
      chunkNames: "chunks/[name]-[hash]",
      metafile: true,
      // Reading the source is a tenth of the time of a command. With --debug, Node reads the source maps.
      minify: true,
      sourcemap: "linked",
      sourcesContent: false,
      // esbuild is a program of its own; the parsers are needed only to say where a problem is.
      external: [...common.external, "esbuild", "@babel/parser", "jsonc-parser", "#oclif"],
      banner: {
        js: `import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);`,
      },
      // What got loads and nomadx does not use: together they take longer than all the rest.
      alias: {
        debug: stub("debug.cjs"),
        "http2-wrapper": stub("http2-wrapper.js"),
        "cacheable-request": stub("cacheable-request.js"),
        "cacheable-lookup": stub("cacheable-lookup.js"),
        "form-data-encoder": stub("form-data-encoder.js"),
      },
      define: { "Intl.ListFormat": "LazyListFormat" },
      inject: [stub("lazy-list-format.js")],
      plugins: [lightOclif(heavy), lazyOclif, lazyBuiltins, eagerImports(path.join(folder, "src"))],
    });
  const results = await Promise.all(["src/main.ts", ...(await commandFiles(folder))].map(buildEntry));
  await build({
    ...common,
    stdin: { contents: heavyEntry(heavy), resolveDir: folder, sourcefile: "oclif-heavy.cjs" },
    outfile: "dist/oclif.cjs",
    minify: true,
    format: "cjs",
    plugins: [lazyOclif],
  });
  const outputs = results.flatMap(({ metafile }) => Object.keys(metafile.outputs));
  await removeStale(folder, "dist", outputs, (file) => /^(commands|chunks)[\\/]/.test(file));
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
