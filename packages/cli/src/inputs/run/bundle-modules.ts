import path from "node:path";
import type { BuildFailure, Message } from "esbuild";
import { BUILD_ROOT, InputTracker } from "./input-tracker.ts";
import type { ModuleBundle, ModuleFile } from "./module-file.ts";
import { noSuchExport } from "./run-diagnostic.ts";

/** A problem that the bundler found. */
export interface BundleProblem {
  readonly text: string;
  /** An import that leads nowhere, as opposed to a text that is not TypeScript. */
  readonly unresolved: boolean;
  readonly help?: string;
  /** Line and column from 1, columns and length in UTF-16 units. */
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
 * Makes each of `files` into one module, together with what it imports by relative path and the parts of `@nomadx/core` it
 * uses; other packages stay outside, as URLs of the files that Node would load for the importing file. All files go
 * through one build, which reads what they share once; only when that fails, through several.
 */
export async function bundleModules(files: readonly ModuleFile[]): Promise<readonly BundledFile[]> {
  if (files.length === 0) return [];
  const esbuild = await import("esbuild");
  const build = async (group: readonly ModuleFile[]): Promise<readonly BundledFile[]> => {
    const tracker = new InputTracker(group, esbuild.transform);
    try {
      const result = await esbuild.build({
        entryPoints: group.map((file, index) => ({ in: file.path, out: String(index) })),
        absWorkingDir: BUILD_ROOT,
        outdir: BUILD_ROOT,
        outExtension: { ".js": ".mjs" },
        write: false,
        metafile: true,
        bundle: true,
        format: "esm",
        platform: "node",
        target: "node20",
        charset: "utf8",
        conditions: [],
        sourcemap: "external",
        sourcesContent: false,
        logLevel: "silent",
        logLimit: 0,
        plugins: [tracker.plugin()],
      });
      return group.map((file, index) => {
        const output = (suffix: string): string =>
          result.outputFiles.find(({ path: name }) => path.basename(name) === `${index}${suffix}`)?.text ??
          "";
        const bundle = {
          code: output(".mjs"),
          map: absoluteSources(output(".mjs.map")),
          origin: tracker.originOf(file.path, `${index}.mjs`, result.metafile),
        };
        return { file, result: { kind: "bundle", bundle } };
      });
    } catch (error) {
      if (!isBuildFailure(error)) throw error;
      const problems = error.errors.map((message) => toProblem(message));
      if (group.length === 1) return group.map((file) => ({ file, result: { kind: "problems", problems } }));
      return (await Promise.all(split(group, problems).map(build))).flat();
    }
  };
  return build(files);
}

/** Smaller groups to try in place of one with problems: each file that a problem is in alone, the others together. */
function split(
  group: readonly ModuleFile[],
  problems: readonly BundleProblem[],
): readonly (readonly ModuleFile[])[] {
  const places = new Set(problems.map(({ place }) => place?.file));
  const others = group.filter((file) => !places.has(file.path));
  // A problem in what some of them import does not tell which.
  const together = others.length < group.length ? others : [];
  const alone = group.filter((file) => !together.includes(file)).map((file) => [file]);
  return together.length === 0 ? alone : [...alone, together];
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
  const sources = parsed.sources.map((source) => path.resolve(BUILD_ROOT, String(source)));
  return JSON.stringify({ ...parsed, sources });
}

function isBuildFailure(error: unknown): error is BuildFailure {
  return error instanceof Error && "errors" in error && Array.isArray(error.errors);
}

function toProblem({ text, detail, location }: Message): BundleProblem {
  const isMissing = isUnresolved(detail);
  // esbuild names the module by a path that is nobody's; the place shows which import it is.
  const missing = /^No matching export in ".*" for import "(.*)"$/.exec(text)?.[1];
  const problem = {
    text: missing === undefined ? text : noSuchExport(missing),
    unresolved: isMissing || missing !== undefined,
    ...(isMissing && detail.help !== undefined ? { help: detail.help } : {}),
  };
  if (location === null) return problem;
  // esbuild counts bytes.
  const line = Buffer.from(location.lineText);
  const before = line.subarray(0, location.column).toString();
  const within = line.subarray(location.column, location.column + location.length).toString();
  return {
    ...problem,
    place: {
      file: path.resolve(BUILD_ROOT, location.file),
      line: location.line,
      column: before.length + 1,
      length: within.length,
    },
  };
}

function isUnresolved(detail: unknown): detail is { readonly help?: string } {
  return typeof detail === "object" && detail !== null && "kind" in detail && detail.kind === "unresolved";
}
