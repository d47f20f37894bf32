// @ts-check
// Keeps out of the bundle of a command what oclif's parser imports and does not use: see README.md beside this file.
import path from "node:path";

/**
 * The modules that oclif's parser, flags and arguments import for what no command of nomadx does, by their names in
 * node_modules; and what stands in for them.
 * @type {Readonly<Record<string, string>>}
 */
export const unused = {
  // The modules of oclif that print errors and help; nomadx prints both itself, or loads all of oclif.
  "@oclif/core/lib/errors/handle.js": "",
  "@oclif/core/lib/errors/errors/pretty-print.js": "",
  "@oclif/core/lib/help/index.js": "",
  "@oclif/core/lib/ux/index.js": "",
  "clean-stack/index.js": "",
  "indent-string/index.js": "",
  "wrap-ansi/index.js": "",
  // Messages of the parser in colours of its own.
  "@oclif/core/lib/ux/theme.js": "module.exports.colorize = (color, text) => text;",
  // Messages about oclif itself, for DEBUG=oclif:*.
  "debug/src/index.js": "module.exports = () => Object.assign(() => {}, { enabled: false });",
  // Values from standard input: all arguments have ignoreStdin.
  "node:readline": "",
};

const fromOclif = /[\\/]@oclif[\\/]core[\\/]lib[\\/]/;
const packages = `${path.sep}node_modules${path.sep}`;

/**
 * esbuild plugin.
 * @param {Set<string>} [met] gets the names of those that the build has met
 * @returns {import("esbuild").Plugin}
 */
export function lightParser(met = new Set()) {
  return {
    name: "light-parser",
    setup(build) {
      build.onResolve({ filter: /.*/ }, async ({ path: specifier, pluginData, ...where }) => {
        if (pluginData === "resolved" || !fromOclif.test(where.importer)) return undefined;
        const resolved = await build.resolve(specifier, { ...where, pluginData: "resolved" });
        const name = resolved.path.split(packages).at(-1)?.replaceAll(path.sep, "/") ?? "";
        if (!Object.hasOwn(unused, name)) return resolved;
        met.add(name);
        return { path: name, namespace: "unused" };
      });
      build.onLoad({ filter: /.*/, namespace: "unused" }, ({ path: name }) => ({
        contents: unused[name] || "module.exports = {};",
      }));
    },
  };
}
