// Builds packages/cli/dist: one entry a command, what they share in chunks, and oclif's manifest.
import { execFile } from "node:child_process";
import { readdir, rm } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

import { build } from "esbuild";

import { heavyEntry, lazyOclif, lightOclif } from "./build/oclif-halves.js";

const root = fileURLToPath(new URL("..", import.meta.url));
const cli = path.join(root, "packages/cli");
const stub = (name) => path.join(root, "scripts/stubs", name);

const common = {
  absWorkingDir: cli,
  bundle: true,
  platform: "node",
  target: "node20",
  conditions: ["nomadx-source"],
  // Only loaded by oclif's support for running commands from TypeScript sources; 10 MB.
  external: ["typescript", "ts-node", "tsx"],
  legalComments: "none",
  logLevel: "warning",
};

const heavy = new Map();
const commands = await build({
  ...common,
  entryPoints: ["src/main.ts", ...(await commandFiles())],
  outbase: "src",
  outdir: "dist",
  splitting: true,
  format: "esm",
  chunkNames: "chunks/[name]-[hash]",
  metafile: true,
  // esbuild is a program of its own, and Babel's parser is needed only to say where an error is.
  external: [...common.external, "esbuild", "@babel/parser", "#oclif"],
  banner: {
    js: `import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);`,
  },
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
  stdin: { contents: heavyEntry(heavy), resolveDir: cli, sourcefile: "oclif-heavy.cjs" },
  outfile: "dist/oclif.cjs",
  format: "cjs",
  plugins: [lazyOclif],
});
await removeStale(Object.keys(commands.metafile.outputs));
await promisify(execFile)(process.execPath, [
  path.join(root, "node_modules/oclif/bin/run.js"),
  "manifest",
  cli,
]);

/** The source files of the commands, relative to the package. */
async function commandFiles() {
  const files = await readdir(path.join(cli, "src/commands"), { recursive: true });
  return files
    .filter((file) => file.endsWith(".ts") && !file.endsWith(".test.ts"))
    .map((file) => path.join("src/commands", file));
}

/** Removes what an earlier build left, after the new files are there: a nomadx that runs meanwhile keeps working. */
async function removeStale(outputs) {
  const kept = new Set(outputs.map((file) => path.join(cli, file)));
  for (const folder of ["dist/commands", "dist/chunks"]) {
    for (const entry of await readdir(path.join(cli, folder), { recursive: true, withFileTypes: true })) {
      const file = path.join(entry.parentPath, entry.name);
      if (entry.isFile() && !kept.has(file)) await rm(file);
    }
  }
}
