// Splits @oclif/core into a light half, which every command needs, and a heavy half, which only help, plugins and
// some error texts need. oclif loads both at once: a bundle of all of it takes 2 x as long to start.
//
// The light half is bundled with the commands. There, what oclif's modules import is loaded when it is first used, and
// a module of the heavy half is fetched from `#oclif`, a second bundle.
import { readFile } from "node:fs/promises";
import path from "node:path";

const oclifModule = /[\\/]@oclif[\\/]core[\\/]lib[\\/].*\.js$/;

const lightModules = new RegExp(
  String.raw`^@oclif/core/lib/(?:${[
    "(?:command|flags|args|cache|logger|settings|screen|symbols)",
    "parser/[a-z-]+",
    "errors/(?:index|error|exit|warn|errors/(?:cli|exit|module-load))",
    "util/(?:aggregate-flags|ids|util|fs)",
    "help/util",
    "config/util",
    "ux/(?:list|theme|write|supports-color)",
  ].join("|")})\.js$`,
);

// TypeScript writes every import of a CommonJS module in one of these three forms, and uses it as `name.member`; what
// oclif itself requires so may also be a function.
const importLine = /^const (\w+) = ((?:__importDefault\(|__importStar\()?require\(["'][^"']+["']\)\)?);$/gm;

/** Makes each module of oclif load what it imports at the first use of a member, not at its own start. */
function importLazily(source) {
  return source.replace(
    importLine,
    "const $1 = ((load, loaded) => new Proxy(() => {}, { get: (_, name) => (loaded ??= load())[name], " +
      "apply: (_, self, args) => (loaded ??= load())(...args) }))(() => $2);",
  );
}

/** esbuild plugin for both bundles. */
export const lazyOclif = {
  name: "lazy-oclif",
  setup(build) {
    build.onLoad({ filter: oclifModule }, async ({ path: file }) => ({
      contents: importLazily(await readFile(file, "utf8")),
    }));
  },
};

/**
 * esbuild plugin for the bundle of the commands; adds the name and the file of every heavy module it meets to `heavy`.
 * @param {Map<string, string>} heavy
 */
export function lightOclif(heavy) {
  return {
    name: "light-oclif",
    setup(build) {
      build.onResolve({ filter: /^[^#]/ }, async ({ path: specifier, pluginData, ...where }) => {
        const isFromOclif = oclifModule.test(where.importer);
        if (pluginData === "resolved" || specifier.startsWith("node:")) return undefined;
        if (!isFromOclif && !specifier.startsWith("@oclif/core")) return undefined;
        const resolved = await build.resolve(specifier, { ...where, pluginData: "resolved" });
        // Of its own package.json oclif reads two fields.
        if (specifier === "@oclif/core/package.json") {
          return { path: resolved.path, namespace: "name-and-version" };
        }
        const packages = `${path.sep}node_modules${path.sep}`;
        const name = resolved.path.split(packages).at(-1).replaceAll(path.sep, "/");
        const isStub = !resolved.path.includes(packages);
        if (resolved.external || isStub || lightModules.test(name)) return resolved;
        heavy.set(name, resolved.path);
        return { path: name, namespace: "heavy-oclif" };
      });
      build.onLoad({ filter: /.*/, namespace: "name-and-version" }, async ({ path: file }) => {
        const { name, version } = JSON.parse(await readFile(file, "utf8"));
        return { contents: JSON.stringify({ name, version }), loader: "json" };
      });
      build.onLoad({ filter: /.*/, namespace: "heavy-oclif" }, ({ path: name }) => ({
        contents: `module.exports = require("#oclif")[${JSON.stringify(name)}];`,
      }));
    },
  };
}

/**
 * The source of the heavy bundle's entry: one getter a module.
 * @param {Map<string, string>} heavy
 */
export function heavyEntry(heavy) {
  const getters = [...heavy]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, file]) => `get ${JSON.stringify(name)}() { return require(${JSON.stringify(file)}); }`);
  return `module.exports = {\n${getters.join(",\n")}\n};`;
}
