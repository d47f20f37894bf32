// @ts-check
// esbuild makes a chunk for each set of lazy imports that share some modules, twenty of a few kilobytes for one command,
// and Node takes half a millisecond for each. What a command loads in any case becomes one module here, and so does what
// takes longer to load than to have.
import path from "node:path";

import { rolldown } from "rolldown";

/**
 * Joins the outputs of a build, minifies and writes them.
 * @param {import("esbuild").BuildResult<{ metafile: true, write: false }>} built
 * @param {string} source the build's entry point
 * @param {string} folder to which the paths of its metafile are relative
 * @param {import("rolldown").OutputOptions} output
 * @returns {Promise<string[]>} the files that were written, relative to `folder`
 */
export async function joinChunks({ metafile, outputFiles }, source, folder, output) {
  const texts = new Map(outputFiles.map(({ path: file, text }) => [file, text]));
  const entry = outputOf(metafile, source);
  const always = withSmallOnes(metafile, closureOf(metafile, entry));
  const rules = closureOf(metafile, outputOf(metafile, nearlyAlways));
  const dist = path.join(folder, "dist");
  const bundle = await rolldown({
    input: { [path.relative("dist", entry).replace(/\.js$/, "")]: path.join(folder, entry) },
    platform: "node",
    // Beside its own exports the entry has those that lazy chunks use.
    preserveEntrySignatures: "allow-extension",
    plugins: [
      {
        name: "built",
        resolveId(specifier, importer) {
          const file = path.resolve(path.dirname(importer ?? ""), specifier);
          return texts.has(file) ? file : { id: specifier, external: true };
        },
        load(file) {
          const code = texts.get(file);
          return code === undefined ? undefined : { code, map: texts.get(`${file}.map`) ?? null };
        },
      },
    ],
  });
  const { output: written } = await bundle.write({
    dir: dist,
    format: "esm",
    entryFileNames: "[name].js",
    chunkFileNames: "chunks/[name]-[hash].js",
    codeSplitting: {
      includeDependenciesRecursively: false,
      groups: [
        { name: "always", test: (file) => always.has(path.relative(folder, file)), priority: 1 },
        { name: "rules", test: (file) => rules.has(path.relative(folder, file)) },
      ],
    },
    ...output,
  });
  await bundle.close();
  return written.map(({ fileName }) => path.join("dist", fileName));
}

/** A lazy part that every good job file needs: what it shares with rarer ones lies in its chunk. */
const nearlyAlways = "src/inputs/rule-findings.ts";

/** A chunk of fewer bytes, shared by lazy parts, is not worth a module. */
const small = 3000;

/**
 * @param {import("esbuild").Metafile} metafile
 * @param {Set<string>} always outputs that are loaded in any case
 * @returns {Set<string>} these, and small chunks that bring nothing else with them
 */
function withSmallOnes(metafile, always) {
  const joined = new Set(always);
  for (const [name, { bytes, entryPoint, imports }] of Object.entries(metafile.outputs)) {
    if (entryPoint !== undefined || bytes >= small || !name.endsWith(".js")) continue;
    const brought = imports.filter(({ kind }) => kind === "import-statement");
    if (brought.every(({ path: file }) => always.has(file) || file.startsWith("node:"))) joined.add(name);
  }
  return joined;
}

/**
 * @param {import("esbuild").Metafile} metafile
 * @param {string} source an entry point, or a module that is imported lazily
 * @returns {string} its output; "" where it has none of its own
 */
function outputOf({ outputs }, source) {
  return Object.keys(outputs).find((name) => outputs[name]?.entryPoint === source) ?? "";
}

/**
 * @param {import("esbuild").Metafile} metafile
 * @param {string} name of an output
 * @returns {Set<string>} the outputs that loading it brings with it
 */
function closureOf({ outputs }, name, found = new Set([name])) {
  for (const { path: imported, kind, external } of outputs[name]?.imports ?? []) {
    if (kind !== "import-statement" || external || found.has(imported)) continue;
    found.add(imported);
    closureOf({ outputs }, imported, found);
  }
  return found;
}
