import { readFileSync, realpathSync } from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type {
  Loader,
  Metafile,
  OnLoadResult,
  OnResolveArgs,
  OnResolveResult,
  PartialMessage,
  Plugin,
  PluginBuild,
} from "esbuild";
import type { BundleOrigin, Lookup, ModuleFile } from "./module-file.ts";
import { findUp } from "../files/find-up.ts";
import { fingerprint } from "../files/fingerprint.ts";

/** esbuild's names of files are relative to its working directory: the file system's root makes them nearly absolute. */
export const BUILD_ROOT = path.parse(process.cwd()).root;

type Transform = typeof import("esbuild").transform;

/** Goes along with a build: decides what goes into it, and notes what it reads and where it looks. */
export class InputTracker {
  readonly #own: ReadonlyMap<string, string>;
  readonly #transform: Transform;
  readonly #fingerprints = new Map<string, string>();
  readonly #lookups = new Map<string, Lookup[]>();
  /** Directories of the copies of `@nomadx/core` that were found. */
  readonly #cores = new Set<string>();

  constructor(files: readonly ModuleFile[], transform: Transform) {
    this.#own = new Map(files.flatMap((file) => (file.text === undefined ? [] : [[file.path, file.text]])));
    this.#transform = transform;
  }

  plugin(): Plugin {
    return {
      name: "nomadx-inputs",
      setup: (build) => {
        // An entry keeps the path it was given: what a link leads to would be a name the user does not know.
        build.onResolve({ filter: /.*/ }, (args) =>
          args.kind === "entry-point" ? { path: args.path } : this.#resolve(build, args),
        );
        build.onLoad({ filter: /\.([cm]?[jt]sx?|json)$/ }, (args) => this.#load(args.path));
      },
    };
  }

  /** Returns the sources that the output `output` of the entry `entry` was made from. */
  originOf(entry: string, output: string, { inputs, outputs }: Metafile): BundleOrigin {
    const files: Record<string, string> = {};
    const lookups = new Map<string, Lookup>();
    const used = outputs[output]?.inputs ?? {};
    const reached = new Set<string>([toName(entry)]);
    for (const name of reached) {
      for (const imported of inputs[name]?.imports ?? []) {
        if (imported.external !== true) reached.add(imported.path);
      }
      const file = path.resolve(BUILD_ROOT, name);
      // Of nomadx's own library most is left out again, and does not matter.
      if (this.#isCore(file) && (used[name]?.bytesInOutput ?? 0) === 0) continue;
      files[file] = this.#fingerprints.get(file) ?? "";
      for (const lookup of this.#lookups.get(file) ?? [])
        lookups.set(`${lookup.from}\0${lookup.name}`, lookup);
    }
    for (const { found } of lookups.values()) {
      if (found !== null) files[found] ??= fingerprint(readFileSync(found));
    }
    return { files, lookups: [...lookups.values()] };
  }

  async #resolve(build: PluginBuild, args: OnResolveArgs): Promise<OnResolveResult | undefined> {
    const { path: specifier, importer, resolveDir, kind, with: attributes } = args;
    // The question that is asked below comes back here.
    if (args.pluginData === ASKED) return undefined;
    if (/^(node|data|https?):/.test(specifier) || isBuiltin(specifier)) {
      return { path: specifier, external: true };
    }
    const question = { importer, resolveDir, kind, with: attributes, pluginData: ASKED };
    const answer = await build.resolve(specifier, question);
    const name = packageName(specifier);
    const manifest = name === undefined ? undefined : this.#lookUp(importer, resolveDir, manifestOf(name));
    if (answer.errors.length > 0) {
      const copy = name === CORE ? ownCopy(specifier) : undefined;
      if (copy === undefined) return { errors: [unresolved(specifier, name)] };
      this.#cores.add(path.dirname(copy.manifest));
      this.#lookUp(importer, path.dirname(copy.manifest), "package.json");
      return { path: copy.file };
    }
    if (name === CORE && manifest !== undefined) this.#cores.add(path.dirname(realpathSync(manifest)));
    if (answer.external || goesIn(answer.path, name)) return answer;
    return { path: pathToFileURL(answer.path).href + answer.suffix, external: true };
  }

  async #load(file: string): Promise<OnLoadResult> {
    const own = this.#own.get(file);
    const bytes = own === undefined ? readFileSync(file) : Buffer.from(own);
    this.#fingerprints.set(file, fingerprint(bytes));
    const text = bytes.toString();
    const loader = loaderOf(file);
    if (loader === "ts" || loader === "tsx") this.#lookUp(file, path.dirname(file), "tsconfig.json");
    if (loader === "json" || !/import\s*\.\s*meta/.test(text)) return { contents: text, loader };
    try {
      // In the bundle `import.meta` would be that of the bundle.
      const { code } = await this.#transform(text, {
        loader,
        sourcefile: file,
        sourcemap: "inline",
        sourcesContent: false,
        define: {
          "import.meta.url": JSON.stringify(pathToFileURL(file).href),
          "import.meta.filename": JSON.stringify(file),
          "import.meta.dirname": JSON.stringify(path.dirname(file)),
        },
      });
      return { contents: code, loader: "js" };
    } catch {
      // A syntax error: the build reports it, with its position in the whole.
      return { contents: text, loader };
    }
  }

  #lookUp(importer: string, from: string, name: string): string | undefined {
    const found = findUp(from, name);
    const known = this.#lookups.get(importer) ?? [];
    this.#lookups.set(importer, [...known, { from, name, found: found ?? null }]);
    return found;
  }

  #isCore(file: string): boolean {
    return [...this.#cores].some((directory) => file.startsWith(directory + path.sep));
  }
}

const CORE = "@nomadx/core";
const ASKED = Symbol("asked by the plugin itself");

/** The package a specifier names, `undefined` for a path or a name that the importing package gives itself (`#x`). */
function packageName(specifier: string): string | undefined {
  return /^(@[^/\\@.]+\/[^/\\]+|[^@./\\#][^/\\]*)/.exec(specifier)?.[0];
}

function manifestOf(name: string): string {
  return `node_modules/${name}/package.json`;
}

/**
 * Whether a file becomes part of the bundle: the user's own, what Node 20 cannot load (TypeScript, JSON), and nomadx's
 * library, of which a few functions are left when all that is not used has been taken out; whole, it takes longer to
 * load than everything else together.
 */
function goesIn(file: string, name: string | undefined): boolean {
  if (/\.(cjs|node)$/.test(file)) return false;
  return name === undefined || name === CORE || !/\.m?js$/.test(file);
}

/** This program's own copy of the library, for a job file that has none installed anywhere above it. */
function ownCopy(specifier: string): { readonly file: string; readonly manifest: string } | undefined {
  const require = createRequire(import.meta.url);
  try {
    return { file: require.resolve(specifier), manifest: require.resolve(`${CORE}/package.json`) };
  } catch {
    // A subpath that does not exist.
    return undefined;
  }
}

function unresolved(specifier: string, name: string | undefined): PartialMessage {
  const help = name === undefined || name === CORE ? undefined : `Install the package: npm install ${name}`;
  return { text: `Cannot find ${JSON.stringify(specifier)}`, detail: { kind: "unresolved", help } };
}

function loaderOf(file: string): Loader {
  const extension = path.extname(file).slice(1);
  if (extension === "json") return "json";
  return extension.endsWith("tsx") ? "tsx" : extension.endsWith("ts") ? "ts" : "jsx";
}

/** The name that esbuild gives a file. */
function toName(file: string): string {
  return path.relative(BUILD_ROOT, file).replaceAll(path.sep, "/");
}
