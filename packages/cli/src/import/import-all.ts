import path from "node:path";

import { isFailure, NomadxError, type Diagnostic } from "@nomadx/core";

import type { Context } from "../command/context.ts";
import { openCluster, type ClusterFlagValues } from "../connect/cluster.ts";
import { displayPath } from "../inputs/files/display-path.ts";
import { expandInputs } from "../inputs/files/expand-inputs.ts";
import { Sources } from "../inputs/files/sources.ts";
import { identify } from "../inputs/load-inputs.ts";
import { Locator } from "../inputs/locate/locate.ts";
import type { Input, Loading } from "../inputs/read/input-context.ts";
import { loadJson } from "../inputs/read/load-json.ts";
import { inputContext, reportProblems, type InputFlagValues } from "../inputs/read-jobs.ts";
import { writeAll } from "../output/write-files.ts";
import { findJob } from "../status/job-status.ts";
import { importApiJob } from "./import-api-job.ts";
import { importHclFile } from "./import-hcl-file.ts";
import type { ImportedFile } from "./imported-file.ts";
import { prove } from "./prove.ts";
import { targetsOf, type Target, type TargetFlags } from "./targets.ts";

/** The answer of `import`. */
export interface ImportAnswer {
  readonly files: readonly ImportedAnswer[];
}

/** One file that was imported, and what it was proved for. */
interface ImportedAnswer {
  readonly file: string;
  readonly written?: string;
  /** The source of the new file, where it was not written. */
  readonly text?: string;
  readonly sameness: ImportedFile["sameness"];
  /** The values for which it was proved, in words, and the variables that were set for it. */
  readonly proofs: readonly { readonly values?: string; readonly vars: readonly string[] }[];
}

type ImportFlags = InputFlagValues &
  ClusterFlagValues &
  Partial<TargetFlags> & { readonly "from-cluster": readonly string[] };

/**
 * Imports files and jobs of a cluster: nothing is written unless all of them were proved.
 * @throws {NomadxError} `invalid` where one is wrong, cannot be said in TypeScript, or would be another job
 */
export async function importAll(
  args: readonly string[],
  flags: ImportFlags,
  context: Context,
): Promise<ImportAnswer> {
  const { cwd, report, terminal } = context;
  const fromCluster = flags["from-cluster"];
  if (args.length === 0 && fromCluster.length === 0) {
    throw new NomadxError("usage", "Nothing to import is named", {
      help: "Name job files, or a job of the cluster with --from-cluster.",
    });
  }
  const surroundings = await inputContext(flags, context);
  const sources = new Sources(cwd);
  const loading: Loading = { context: surroundings, sources, locator: new Locator(sources) };
  report.quotesFrom(sources.readShown);
  const { files, diagnostics } = await expandInputs(args, cwd);
  const inputs = (await Promise.all(files.map((file) => identify(file, surroundings, sources)))).filter(
    ({ kind, isNamed }) => isNamed || kind !== "typescript",
  );
  const targets = targetsOf(
    [
      ...inputs.map((input) => ({ path: input.path, isFile: input.text === undefined })),
      ...fromCluster.map((id) => ({ path: path.join(cwd, id), isFile: false })),
    ],
    { out: flags.out, force: flags.force ?? false },
    cwd,
  );
  const results = await Promise.all([
    ...inputs.map((input) => importInput(input, loading)),
    ...(await fromServer(fromCluster, flags, context)),
  ]);
  const proved = await Promise.all(
    results.map(async (result, index) => {
      const target = targets[index];
      if (isDiagnostics(result)) return { diagnostics: result };
      const found = target === undefined ? [] : await prove(result, target.path, surroundings);
      return { imported: result, target, diagnostics: [...found, ...result.notes] };
    }),
  );
  const all = [...diagnostics, ...proved.flatMap((each) => each.diagnostics)];
  await reportProblems(all, report);
  const done = proved.flatMap(({ imported, target }) =>
    imported === undefined || target === undefined ? [] : [{ imported, target }],
  );
  if (done.length === 0) throw new NomadxError("usage", `There is no job to import in ${args.join(", ")}`);
  await write(done, context);
  for (const { imported, target } of done) terminal.note(proofText(imported, target, cwd));
  return { files: done.map(({ imported, target }) => answerOf(imported, target, cwd)) };
}

async function importInput(input: Input, loading: Loading): Promise<ImportedFile | readonly Diagnostic[]> {
  const { sources } = loading;
  const file = sources.shown(input.path);
  switch (input.kind) {
    case "typescript":
      return [{ severity: "error", code: "NX106", summary: `${file} is a job file in TypeScript already` }];
    case "hcl":
      return importHclFile(input, loading);
    case "json": {
      const { jobs, diagnostics } = await loadJson(input, loading);
      const [loaded] = jobs;
      if (loaded?.origin.kind === "hcl" || (loaded === undefined && isHclJson(input, loading)))
        return importHclFile(input, loading);
      if (loaded === undefined || diagnostics.some(isFailure)) return diagnostics;
      return importApiJob({ file, job: loaded.job, placeOf: () => undefined, hidesSecrets: false });
    }
  }
}

/** Whether a file that gives no job is HCL's JSON, of which a variable may want a value. */
function isHclJson(input: Input, { sources }: Loading): boolean {
  const text = input.text ?? sources.text(input.path) ?? "";
  return /"variable"\s*:/.test(text) && /"job"\s*:/.test(text);
}

async function fromServer(
  ids: readonly string[],
  flags: ClusterFlagValues,
  context: Context,
): Promise<readonly Promise<ImportedFile | readonly Diagnostic[]>[]> {
  if (ids.length === 0) return [];
  const cluster = await openCluster(flags, context);
  return ids.map(async (given) => {
    const { id, namespace } = await findJob(cluster, given);
    const options = namespace === undefined ? {} : { namespace };
    const { value: job } = await cluster.client.jobs.read(id, options);
    return importApiJob({ file: id, job, placeOf: () => undefined, hidesSecrets: true });
  });
}

async function write(
  done: readonly { readonly imported: ImportedFile; readonly target: Target }[],
  { terminal }: Context,
): Promise<void> {
  await writeAll(
    done
      .filter(({ target }) => target.isWritten)
      .map(({ imported, target }) => ({ path: target.path, text: imported.text })),
  );
  for (const { imported, target } of done) if (!target.isWritten) terminal.printExactly(imported.text);
}

function proofText({ file, proofs, sameness }: ImportedFile, target: Target, cwd: string): string {
  const same = sameness === "api" ? "the same job" : "the same job, as a server keeps it";
  const to = target.isWritten ? `wrote ${displayPath(target.path, cwd)}` : file;
  const values = proofs.flatMap((proof) => proof.values ?? []);
  return `${to}: ${same}, proved${values.length === 0 ? "" : ` for ${values.join("; and for ")}`}`;
}

function answerOf(
  { file, proofs, sameness, text }: ImportedFile,
  target: Target,
  cwd: string,
): ImportedAnswer {
  return {
    file,
    ...(target.isWritten ? { written: displayPath(target.path, cwd) } : { text }),
    sameness,
    proofs: proofs.map(({ values, vars }) => ({
      ...(values !== undefined && { values }),
      vars: Object.keys(vars),
    })),
  };
}

function isDiagnostics(result: ImportedFile | readonly Diagnostic[]): result is readonly Diagnostic[] {
  return Array.isArray(result);
}
