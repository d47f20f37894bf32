import { readSpec, type KeyPath } from "@nomadx/core/jobspec";
import type { Input, Loading } from "./input-context.ts";
import { exportedJobs, type ExportedJobs } from "./job-exports.ts";
import { loadModules, type LoadedModule } from "../run/load-modules.ts";
import type { LoadedFile, LoadedJob } from "./loaded-job.ts";
import { trackVars } from "./tracked-vars.ts";
import type { JobOrigin } from "../locate/locate.ts";
import { runDiagnostic } from "../run/run-diagnostic.ts";
import { type RunFile, whileLoading } from "../run/while-loading.ts";

/**
 * Runs job files in TypeScript or JavaScript and reads the jobs that they export; in the order of `inputs`.
 * @param given values of variables
 */
export async function loadScripts(
  inputs: readonly Input[],
  given: Readonly<Record<string, string>>,
  loading: Loading,
): Promise<readonly LoadedFile[]> {
  if (inputs.length === 0) return [];
  const { env, version } = loading.context;
  const ran = await whileLoading(loading.context, async (run) => {
    const modules = await loadModules(inputs, { env, version, run, sources: loading.sources });
    return Promise.all(
      inputs.map(async (input, index) => {
        const module = modules[index];
        return module === undefined ? NOTHING : runExports(input, module, given, run, loading);
      }),
    );
  });
  return Promise.all(ran.map(async (file) => ("exported" in file ? readExports(file, loading) : file)));
}

const NOTHING: LoadedFile = { jobs: [], diagnostics: [] };

type RunModule = Extract<LoadedModule, { readonly kind: "module" }>;

interface RanFile {
  readonly input: Input;
  readonly module: RunModule;
  readonly exported: ExportedJobs;
  readonly takenVars: readonly string[] | "all";
}

async function runExports(
  input: Input,
  module: LoadedModule,
  given: Readonly<Record<string, string>>,
  run: RunFile,
  { context, sources }: Loading,
): Promise<RanFile | LoadedFile> {
  if (module.kind === "failed") return { jobs: [], diagnostics: module.diagnostics };
  try {
    const { vars, taken } = trackVars(given);
    const exported = await run(() => exportedJobs(module.exports, { env: { ...context.env }, vars }));
    return { input, module, exported, takenVars: taken() };
  } catch (error) {
    return { jobs: [], diagnostics: [runDiagnostic(input.path, error, module.bundle, sources)] };
  }
}

async function readExports(
  { input, module, exported, takenVars }: RanFile,
  { sources, locator }: Loading,
): Promise<LoadedFile> {
  // Modules that other job files import may lie beside them; a directory is searched for both.
  if (exported.isLibrary && !input.isNamed) return NOTHING;
  const { path: file, kind } = input;
  const originOf = (keys: KeyPath, callSite: unknown): JobOrigin => ({
    kind: "typescript",
    file,
    keys,
    callSite,
    ...(module.bundle === undefined ? {} : { bundle: module.bundle }),
  });
  const jobs: LoadedJob[] = [];
  const diagnostics = [];
  for (const { keys, summary, help, isForeign = false } of exported.problems) {
    const isSkipped = isForeign && !input.isNamed;
    const problem = {
      severity: isSkipped ? "warning" : "error",
      code: "NX106",
      summary: isSkipped ? `The file is skipped. ${summary}` : summary,
      help,
      keys: [],
    } as const;
    diagnostics.push(...(await locator.locate([problem], originOf(keys, undefined))));
  }
  for (const { name, spec, keys, callSite } of exported.jobs) {
    const { job, secrets, diagnostics: found } = readSpec(name, spec);
    const origin = originOf(keys, callSite);
    diagnostics.push(...(await locator.locate(found, origin)));
    jobs.push({ file: sources.shown(file), kind, job, secrets, spec: { name, spec }, origin });
  }
  return { jobs, diagnostics, takenVars };
}
