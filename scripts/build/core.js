// Builds the JavaScript of packages/core/dist: one module a subpath, and what they share in chunks. A job file loads two
// or three modules in this way instead of dozens. (The declarations beside them are tsc's.)
import { readFile } from "node:fs/promises";
import path from "node:path";

import { build } from "esbuild";

import { removeStale } from "./remove-stale.js";

/** @param {string} root the folder of the workspace */
export async function buildCore(root) {
  const folder = path.join(root, "packages/core");
  const manifest = JSON.parse(await readFile(path.join(folder, "package.json"), "utf8"));
  const { metafile } = await build({
    absWorkingDir: folder,
    entryPoints: Object.values(manifest.exports).flatMap((target) => target["nomadx-source"] ?? []),
    outbase: "src",
    outdir: "dist",
    bundle: true,
    packages: "external",
    splitting: true,
    chunkNames: "chunks/[name]-[hash]",
    format: "esm",
    platform: "node",
    target: "node20",
    sourcemap: true,
    // They are published beside it.
    sourcesContent: false,
    metafile: true,
    logLevel: "warning",
  });
  await removeStale(
    folder,
    "dist",
    Object.keys(metafile.outputs),
    (file) => file.endsWith(".js") || file.endsWith(".js.map"),
  );
}
