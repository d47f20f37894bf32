// @ts-check
// Lets each part of a command bring what it needs of core, and nothing else.
//
// An index of core only hands on what other modules export. As one module of the bundle it would bring to all who import
// it whatever any of them uses, also what a lazy part alone uses; and with a dynamic `import()` all that it has. So each
// module of the CLI has an index for itself, with the names in it that it imports. Nothing of these stays in the bundle.
import { readFile } from "node:fs/promises";

const handedOn = /^export \{([^}]*)\} from ("[^"]+");$/gm;

/**
 * esbuild plugin.
 * @type {import("esbuild").Plugin}
 */
export const ownBarrels = {
  name: "own-barrels",
  setup(build) {
    build.onResolve({ filter: /^@nomadx\/core(?:\/|$)/ }, async ({ path, pluginData, ...from }) => {
      if (pluginData === ownBarrels) return undefined;
      const { importer, resolveDir, kind } = from;
      const index = await build.resolve(path, { importer, resolveDir, kind, pluginData: ownBarrels });
      return {
        ...index,
        suffix: `?for=${encodeURIComponent(importer)}`,
        pluginData: { importer, specifier: path },
      };
    });
    build.onLoad({ filter: /[\\/]core[\\/]src[\\/].*index\.ts$/ }, async ({ path, suffix, pluginData }) => {
      if (suffix === "") return undefined;
      const used = importedNames(await readFile(pluginData.importer, "utf8"), pluginData.specifier);
      if (used === undefined) return undefined;
      const contents = (await readFile(path, "utf8")).replace(
        handedOn,
        (_, /** @type {string} */ list, from) => {
          const kept = list.split(",").filter((item) => used.has(/(\w+)\s*$/.exec(item)?.[1] ?? ""));
          return kept.length === 0 ? "" : `export {${kept.join(",")}} from ${from};`;
        },
      );
      return { contents, loader: "ts" };
    });
  },
};

/**
 * The names that a module imports from another, in a list each; `undefined` when it imports it in any other way.
 * @param {string} source
 * @param {string} specifier
 */
function importedNames(source, specifier) {
  const quoted = JSON.stringify(specifier);
  const lists = [
    ...source.matchAll(new RegExp(`\\b(?:import|export)(?: type)? \\{([^{}]*)\\} from ${quoted};`, "g")),
    ...source.matchAll(new RegExp(`\\{([^{}]*)\\} = await import\\(${quoted}\\)`, "g")),
  ];
  if (lists.length !== source.split(quoted).length - 1) return undefined;
  return new Set(
    lists.flatMap(([, list = ""]) => list.split(",").map((item) => /\w+/.exec(item)?.[0] ?? "")),
  );
}
