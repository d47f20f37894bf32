// Builds packages/cli/dist: one module a command, what they share in chunks, and oclif's manifest.
import { execFile } from "node:child_process";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";

import { build } from "esbuild";

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
  const { metafile } = await build({
    ...common,
    entryPoints: ["src/main.ts", ...(await commandFiles(folder))],
    outbase: "src",
    outdir: "dist",
    splitting: true,
    format: "esm",
    chunkNames: "chunks/[name]-[hash]",
    metafile: true,
    // esbuild is a program of its own; Babel's parser is needed only to say where a problem is.
    external: [...common.external, "esbuild", "@babel/parser", "#oclif"],
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
    plugins: [lightOclif(heavy), lazyOclif],
  });
  await build({
    ...common,
    stdin: { contents: heavyEntry(heavy), resolveDir: folder, sourcefile: "oclif-heavy.cjs" },
    outfile: "dist/oclif.cjs",
    format: "cjs",
    plugins: [lazyOclif],
  });
  await removeStale(folder, "dist", metafile, (file) => /[\\/](commands|chunks)[\\/]/.test(file));
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
