// @ts-check
// Keeps out of the bundles what oclif imports and nomadx does not use: see README.md beside this file.
import path from "node:path";

/**
 * Sources of CommonJS modules that stand in for others, by the names of those in node_modules. "" is an empty one.
 * @typedef {Readonly<Record<string, string>>} StandIns
 */

/**
 * Modules that oclif's parser, flags and arguments import for things that no command of nomadx does.
 * @type {StandIns}
 */
export const unusedByCommands = {
  // The printing of errors and of help; nomadx prints both itself, or loads all of oclif.
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

/**
 * Modules that the whole of oclif imports at its start, and that help needs nothing of.
 * @type {StandIns}
 */
export const unusedByHelp = {
  // Needed where plugins are found by patterns, or have no manifest.
  "tinyglobby/dist/index.cjs": `exports.glob = (...given) => import("tinyglobby").then(({ glob }) => glob(...given));`,
  "minimatch/dist/commonjs/index.js": `exports.minimatch = (...given) => require("minimatch").minimatch(...given);`,
  // Messages about oclif itself.
  "debug/src/index.js": `module.exports = process.env.DEBUG ? require("debug") : () => () => {};`,
  // Nothing here spins; there is a simple one beside it.
  "@oclif/core/lib/ux/action/spinner.js": `module.exports = require("./action/simple");`,
  // For hooks and user agents: Linux on Windows, and `--version` says the same.
  "wsl-utils/index.js": "exports.isWsl = false;",
  // Asks Windows which shell it is: without, it is taken from COMSPEC.
  "node:child_process": "",
};

const fromOclif = /[\\/]@oclif[\\/]core[\\/]lib[\\/]/;
const packages = `${path.sep}node_modules${path.sep}`;

/**
 * esbuild plugin.
 * @param {StandIns} standIns for modules that oclif imports
 * @param {Set<string>} [met] gets the names of those that the build has met
 * @returns {import("esbuild").Plugin}
 */
export function lightOclif(standIns, met = new Set()) {
  return {
    name: "light-oclif",
    setup(build) {
      build.onResolve({ filter: /.*/ }, async ({ path: specifier, pluginData, ...where }) => {
        if (pluginData === "resolved" || !fromOclif.test(where.importer)) return undefined;
        const resolved = await build.resolve(specifier, { ...where, pluginData: "resolved" });
        const name = resolved.path.split(packages).at(-1)?.replaceAll(path.sep, "/") ?? "";
        if (!Object.hasOwn(standIns, name)) return resolved;
        met.add(name);
        return { path: name, namespace: "stand-in", pluginData: where.resolveDir };
      });
      build.onLoad({ filter: /.*/, namespace: "stand-in" }, ({ path: name, pluginData }) => ({
        contents: standIns[name] || "module.exports = {};",
        resolveDir: String(pluginData),
      }));
    },
  };
}
