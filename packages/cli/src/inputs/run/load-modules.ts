import { pathToFileURL } from "node:url";
import type { Diagnostic } from "@nomadx/core";
import type { BundleProblem, BundleResult } from "./bundle-modules.ts";
import type { ModuleFile } from "./module-file.ts";
import { ModuleCache, type CacheOptions, type StoredModule } from "./module-cache.ts";
import { errorCode, isLinkError, runDiagnostic } from "./run-diagnostic.ts";
import type { Sources } from "../files/sources.ts";
import type { RunFile } from "./while-loading.ts";

export interface LoadOptions extends CacheOptions {
  readonly sources: Sources;
  readonly run: RunFile;
}

/** A job file that has run, or why it has not. */
export type LoadedModule =
  | {
      readonly kind: "module";
      readonly exports: Readonly<Record<string, unknown>>;
      /** The module that ran in place of the file; absent when Node ran the file itself. */
      readonly bundle?: StoredModule;
    }
  | { readonly kind: "failed"; readonly diagnostics: readonly Diagnostic[] };

/**
 * Runs job files and returns what they export, in the order of `files`. JavaScript that Node can load as it stands is
 * left to Node; everything else is bundled, once, and comes from the cache until something in it changes. All files
 * that have to be bundled share one build. What goes wrong is in the result; nothing is thrown.
 */
export async function loadModules(
  files: readonly ModuleFile[],
  options: LoadOptions,
): Promise<readonly LoadedModule[]> {
  const cache = new ModuleCache(options);
  const ready = new Map<ModuleFile, LoadedModule>();
  const load = async (file: ModuleFile, loading: Promise<LoadedModule | undefined>): Promise<void> => {
    const loaded = await loading;
    if (loaded !== undefined) ready.set(file, loaded);
  };
  await Promise.all(files.map((file) => load(file, loadReady(file, cache, options))));
  const missing = files.filter((file) => !ready.has(file));
  if (missing.length > 0) {
    // Not loaded at all when everything comes from the cache.
    const { bundleModules } = await import("./bundle-modules.ts");
    const results = await bundleModules(missing);
    await Promise.all(
      results.map(({ file, result }) => load(file, loadBundle(file, result, cache, options))),
    );
  }
  return files.flatMap((file) => ready.get(file) ?? []);
}

/** `file` as it stands or from the cache; `undefined` when it has to be bundled first. */
async function loadReady(
  file: ModuleFile,
  cache: ModuleCache,
  options: LoadOptions,
): Promise<LoadedModule | undefined> {
  if (runsAsItIs(file, options)) {
    try {
      return { kind: "module", exports: await importModule(pathToFileURL(file.path).href, options) };
    } catch (error) {
      // It imports TypeScript, or something that is not there; or it is no JavaScript: the bundler says where.
      if (!isLinkError(error)) return failed(runDiagnostic(file.path, error, undefined, options.sources));
    }
  }
  const bundle = cache.find(file);
  if (bundle === undefined) return undefined;
  try {
    return { kind: "module", exports: await importModule(bundle.url, options), bundle };
  } catch (error) {
    // The module itself, or the file of a package, went away since.
    if (errorCode(error) === "ERR_MODULE_NOT_FOUND") return undefined;
    return failed(runDiagnostic(file.path, error, bundle, options.sources));
  }
}

/** ES modules and CommonJS; not what Node would have to try as both, with a warning. */
function runsAsItIs(file: ModuleFile, { sources }: LoadOptions): boolean {
  if (file.text !== undefined) return false;
  const isModule = file.path.endsWith(".mjs");
  return (
    isModule || (file.path.endsWith(".js") && !/^\s*(?:import|export)\b/m.test(sources.text(file.path) ?? ""))
  );
}

async function loadBundle(
  file: ModuleFile,
  result: BundleResult,
  cache: ModuleCache,
  options: LoadOptions,
): Promise<LoadedModule> {
  if (result.kind === "problems") {
    return {
      kind: "failed",
      diagnostics: result.problems.map((problem) => bundleDiagnostic(file, problem, options)),
    };
  }
  const bundle = cache.store(file, result.bundle);
  try {
    return { kind: "module", exports: await importModule(bundle.url, options), bundle };
  } catch (error) {
    return failed(runDiagnostic(file.path, error, bundle, options.sources));
  }
}

async function importModule(url: string, { run }: LoadOptions): Promise<Readonly<Record<string, unknown>>> {
  const exports = await run<unknown>(() => import(/* @vite-ignore */ url));
  return typeof exports === "object" && exports !== null ? { ...exports } : {};
}

function failed(diagnostic: Diagnostic): LoadedModule {
  return { kind: "failed", diagnostics: [diagnostic] };
}

function bundleDiagnostic(file: ModuleFile, problem: BundleProblem, { sources }: LoadOptions): Diagnostic {
  return {
    severity: "error",
    code: problem.unresolved ? "NX105" : "NX104",
    summary: problem.text,
    source:
      problem.place === undefined
        ? sources.whole(file.path)
        : sources.rangeOf(problem.place, problem.place.length),
    ...(problem.help === undefined ? {} : { help: problem.help }),
  };
}
