import { readFileSync } from "node:fs";
import { createRequire, isBuiltin } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type { BuildFailure, BuildResult, Loader, Message, OnLoadResult, Plugin, PluginBuild } from "esbuild";
import { findUp } from "./find-up.ts";
import { fingerprint } from "./fingerprint.ts";

/** A job file to be made into one module. */
export interface ModuleFile {
  /** Absolute path. */
  readonly path: string;
  /** The text, where it is not that of the file (standard input). */
  readonly text?: string;
}

/** One job file with all its own modules, ready for Node to import. */
export interface ModuleBundle {
  readonly code: string;
  /** Source map as JSON; its sources are absolute paths. */
  readonly map: string;
  /** What the bundle was made from: it is good as long as all of this stays the same. */
  readonly origin: BundleOrigin;
}

export interface BundleOrigin {
  /** The fingerprint of every file that was read, by absolute path. */
  readonly files: Readonly<Record<string, string>>;
  /** What was looked for upwards from a directory, and what was found. */
  readonly lookups: readonly Lookup[];
}

export interface Lookup {
  readonly from: string;
  readonly name: string;
  readonly found: string | null;
}

/** A problem that esbuild found: positions from 1, columns and lengths in UTF-16 units. */
export interface BundleProblem {
  readonly text: string;
  /** An import that leads nowhere, as opposed to a text that is not TypeScript. */
  readonly unresolved: boolean;
  readonly help?: string;
  readonly place?: {
    readonly file: string;
    readonly line: number;
    readonly column: number;
    readonly length: number;
  };
}

/** A bundle, or why there is none. */
export type BundleResult =
  | { readonly kind: "bundle"; readonly bundle: ModuleBundle }
  | { readonly kind: "problems"; readonly problems: readonly BundleProblem[] };

export interface BundledFile {
  readonly file: ModuleFile;
  readonly result: BundleResult;
}

/**
 * Makes each of `files` into one module, together with what it imports by relative path; packages stay outside, as URLs
 * of the files that Node would load for the importing file. Results are in the order of `files`. All of them go through
 * one build, which reads what they share once; only when that fails, through one build each.
 */
export async function bundleModules(files: readonly ModuleFile[]): Promise<readonly BundledFile[]> {
  if (files.length === 0) return [];
  const esbuild = await import("esbuild");
  const build = async (group: readonly ModuleFile[]): Promise<readonly BundledFile[]> => {
    const tracker = new InputTracker(group, esbuild.transform);
    try {
      const result = await esbuild.build({
        entryPoints: group.map((file, index) => ({ in: file.path, out: String(index) })),
        absWorkingDir: root,
        outdir: root,
        outExtension: { ".js": ".mjs" },
        write: false,
        metafile: true,
        bundle: true,
        format: "esm",
        platform: "node",
        target: "node20",
        charset: "utf8",
        conditions: [],
        ignoreAnnotations: true,
        sourcemap: "external",
        sourcesContent: false,
        logLevel: "silent",
        plugins: [tracker.plugin()],
      });
      return group.map((file, index) => ({
        file,
        result: { kind: "bundle", bundle: tracker.bundle(file, index, result) },
      }));
    } catch (error) {
      if (!isBuildFailure(error)) throw error;
      if (group.length > 1) return (await Promise.all(group.map((file) => build([file])))).flat();
      const problems = error.errors.map((message) => tracker.problem(message));
      return group.map((file) => ({ file, result: { kind: "problems", problems } }));
    }
  };
  return build(files);
}

/** esbuild's paths are relative to its working directory: the root of the file system makes them nearly absolute. */
const root = path.parse(process.cwd()).root;

type BuildOutput = BuildResult<{ write: false; metafile: true }>;
type Transform = typeof import("esbuild").transform;

/** Watches a build: what it reads, where it looks, and what it must not take into the bundle. */
class InputTracker {
  private readonly texts = new Map<string, string>();
  private readonly own: ReadonlyMap<string, string>;
  private readonly lookups = new Map<string, Lookup[]>();
  private readonly fingerprints = new Map<string, string>();
  private readonly transform: Transform;

  constructor(files: readonly ModuleFile[], transform: Transform) {
    this.own = new Map(files.flatMap((file) => (file.text === undefined ? [] : [[file.path, file.text]])));
    this.transform = transform;
  }

  plugin(): Plugin {
    return {
      name: "nomadx-inputs",
      setup: (build) => {
        // An entry keeps the path it was given: what a link leads to would be a name the user does not know.
        build.onResolve({ filter: /.*/ }, (args) =>
          args.kind === "entry-point" ? { path: args.path } : this.resolve(build, args),
        );
        build.onLoad({ filter: /\.([cm]?[jt]sx?|json)$/ }, (args) => this.load(args.path));
      },
    };
  }

  private async resolve(
    build: PluginBuild,
    args: Parameters<Parameters<PluginBuild["onResolve"]>[1]>[0],
  ): Promise<Awaited<ReturnType<Parameters<PluginBuild["onResolve"]>[1]>>> {
    const { path: specifier, importer, resolveDir, kind, with: attributes } = args;
    // The question that is asked below comes back here.
    if (args.pluginData === ASKED) return undefined;
    if (/^(node|data|https?):/.test(specifier) || isBuiltin(specifier))
      return { path: specifier, external: true };
    const answer = await build.resolve(specifier, {
      importer,
      resolveDir,
      kind,
      with: attributes,
      pluginData: ASKED,
    });
    const bare = packageName(specifier);
    if (bare !== undefined) this.lookUp(importer, resolveDir, `node_modules/${bare}/package.json`);
    if (answer.errors.length > 0) {
      const copy = ownCopy(specifier);
      if (copy === undefined) return { errors: [unresolved(specifier, bare)] };
      this.readText(copy.manifest);
      this.recordFor(importer, {
        from: path.dirname(copy.manifest),
        name: "package.json",
        found: copy.manifest,
      });
      return { path: pathToFileURL(copy.file).href, external: true };
    }
    if (answer.external || !loadableByNode(answer.path, bare)) return answer;
    return { path: pathToFileURL(answer.path).href + answer.suffix, external: true };
  }

  private async load(file: string): Promise<OnLoadResult> {
    const text = this.readText(file);
    const loader = loaderOf(file);
    if (loader === "json") return { contents: text, loader };
    this.lookUp(file, path.dirname(file), "tsconfig.json");
    if (!/import\s*\.\s*meta/.test(text)) return { contents: text, loader };
    try {
      // In the bundle `import.meta` would be that of the bundle.
      const { code } = await this.transform(text, {
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
      // A syntax error: the build reports it, with the position in the whole.
      return { contents: text, loader };
    }
  }

  private readText(file: string): string {
    const text = this.own.get(file) ?? readFileSync(file, "utf8");
    this.texts.set(file, text);
    this.fingerprints.set(file, fingerprint(text));
    return text;
  }

  private lookUp(importer: string, from: string, name: string): void {
    this.recordFor(importer, { from, name, found: findUp(from, name) ?? null });
  }

  private recordFor(importer: string, lookup: Lookup): void {
    const known = this.lookups.get(importer);
    if (known === undefined) this.lookups.set(importer, [lookup]);
    else known.push(lookup);
  }

  /** The result for one entry; `index` is its place among the build's entries. */
  bundle(file: ModuleFile, index: number, result: BuildOutput): ModuleBundle {
    const output = (suffix: string): string =>
      result.outputFiles.find((candidate) => path.basename(candidate.path) === `${index}${suffix}`)?.text ??
      "";
    const files: Record<string, string> = {};
    const lookups: Lookup[] = [];
    for (const input of this.reachable(file.path, result)) {
      files[input] = this.fingerprints.get(input) ?? fingerprint(readFileSync(input, "utf8"));
      for (const lookup of this.lookups.get(input) ?? []) {
        lookups.push(lookup);
        if (lookup.found !== null) files[lookup.found] ??= fingerprint(readFileSync(lookup.found, "utf8"));
      }
    }
    return { code: output(".mjs"), map: absoluteSources(output(".mjs.map")), origin: { files, lookups } };
  }

  /** The absolute paths of all files that `entry` leads to, itself included. */
  private reachable(entry: string, result: BuildOutput): ReadonlySet<string> {
    const found = new Set<string>([entry]);
    for (const file of found) {
      const inputs = result.metafile.inputs[path.relative(root, file).replaceAll(path.sep, "/")];
      for (const imported of inputs?.imports ?? []) {
        if (imported.external !== true) found.add(path.resolve(root, imported.path));
      }
    }
    return found;
  }

  problem(message: Message): BundleProblem {
    const { location } = message;
    const missing = isUnresolved(message.detail) ? message.detail : undefined;
    const problem = {
      text: message.text,
      unresolved: missing !== undefined || message.text.startsWith("No matching export"),
      ...(missing?.help === undefined ? {} : { help: missing.help }),
    };
    if (location === null) return problem;
    const file = path.resolve(root, location.file);
    const before = Buffer.from(location.lineText).subarray(0, location.column).toString();
    const within = Buffer.from(location.lineText)
      .subarray(location.column, location.column + location.length)
      .toString();
    return {
      ...problem,
      place: { file, line: location.line, column: before.length + 1, length: within.length },
    };
  }
}

const ASKED = Symbol("asked by the plugin itself");

interface Unresolved {
  readonly kind: "unresolved";
  readonly help?: string;
}

function isUnresolved(detail: unknown): detail is Unresolved {
  return typeof detail === "object" && detail !== null && "kind" in detail && detail.kind === "unresolved";
}

function unresolved(specifier: string, bare: string | undefined): { text: string; detail: Unresolved } {
  return {
    text: `Cannot find ${JSON.stringify(specifier)}`,
    detail: {
      kind: "unresolved",
      ...(bare === undefined ? {} : { help: `Install the package: npm install ${bare}` }),
    },
  };
}

/** The package a specifier names, `undefined` for a path or an import of the package's own (`#x`). */
function packageName(specifier: string): string | undefined {
  return /^(@[^/\\@.]+\/[^/\\]+|[^@./\\#][^/\\]*)/.exec(specifier)?.[0];
}

/** What Node 20 can load by itself of what a package specifier led to; TypeScript and JSON go into the bundle. */
function loadableByNode(file: string, bare: string | undefined): boolean {
  return bare === undefined ? /\.(cjs|node)$/.test(file) : /\.(js|mjs|cjs|node)$/.test(file);
}

/** This program's own copy of `@nomadx/core`, for a job file that has none installed anywhere above it. */
function ownCopy(specifier: string): { readonly file: string; readonly manifest: string } | undefined {
  if (!/^@nomadx\/core(\/|$)/.test(specifier)) return undefined;
  const require = createRequire(import.meta.url);
  try {
    return { file: require.resolve(specifier), manifest: require.resolve("@nomadx/core/package.json") };
  } catch {
    // A subpath that does not exist.
    return undefined;
  }
}

function loaderOf(file: string): Loader {
  const extension = path.extname(file).slice(1);
  if (extension === "json") return "json";
  return extension.endsWith("tsx") ? "tsx" : extension.endsWith("ts") ? "ts" : "jsx";
}

function absoluteSources(map: string): string {
  const parsed: unknown = JSON.parse(map);
  if (
    typeof parsed !== "object" ||
    parsed === null ||
    !("sources" in parsed) ||
    !Array.isArray(parsed.sources)
  ) {
    return map;
  }
  return JSON.stringify({
    ...parsed,
    sources: parsed.sources.map((source) => path.resolve(root, String(source))),
  });
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && "errors" in error && Array.isArray(error.errors);
}
