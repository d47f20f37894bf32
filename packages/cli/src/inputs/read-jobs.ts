import { isFailure, NomadxError, stringifyJson, type Finding } from "@nomadx/core";

import type { Context } from "../command/context.ts";
import type { ConnectContext } from "../connect/agent-kind.ts";
import type { Cluster } from "../connect/cluster.ts";
import { inItsNamespace } from "../connect/namespaces.ts";
import type { FlagValues } from "../flags/flag-values.ts";
import type { inputFlags } from "../flags/input-flags.ts";
import type { Terminal } from "../terminal/terminal.ts";
import { collectVars, mergedVars } from "./collect-vars.ts";
import { loadInputs, type LoadedInputs } from "./load-inputs.ts";
import { readVariableFiles } from "./files/variable-files.ts";
import type { LoadedJob } from "./read/loaded-job.ts";

/** The parsed values of `inputFlags`. */
export type InputFlagValues = FlagValues<typeof inputFlags>;

/** The part of a command's context that job files are read with. */
export type ReadContext = ConnectContext & Pick<Context, "readStdin">;

/**
 * The jobs of the files, checked. Warnings are printed.
 * @param cluster whose namespace jobs have that name none.
 * @throws {NomadxError} `invalid` when there is an error in any file, after all problems of all files were printed
 */
export async function readJobs(
  files: readonly string[],
  flags: InputFlagValues,
  context: ReadContext,
  cluster?: Cluster,
): Promise<LoadedInputs> {
  const { terminal, cwd, env, version, readStdin, endingAtOnce } = context;
  const namespace = cluster?.config.namespace;
  const name = flags["stdin-filename"];
  const inputs = await loadInputs(files, {
    cwd,
    env,
    vars: mergedVars(collectVars(flags.var, env)),
    hclValues: { ...collectVars(flags.var, env), files: await readVariableFiles(flags["var-file"], cwd) },
    version,
    readStdin,
    endingAtOnce,
    ...(namespace !== undefined && { namespace }),
    ...(name !== undefined && { stdinFilename: name }),
  });
  const token = cluster?.config.token ?? env["NOMAD_TOKEN"];
  const jobs = inputs.jobs.map((loaded) => withToken(loaded, token));
  terminal.keepSecret(jobs.flatMap(({ secrets }) => secrets));
  await reportProblems(inputs.diagnostics, inputs.readSource, terminal);
  return { ...inputs, jobs };
}

/** As {@link readJobs}, of jobs that run: where all namespaces are meant, each is looked for in the one that has it. */
export async function readLiveJobs(
  files: readonly string[],
  flags: InputFlagValues,
  context: ReadContext,
  cluster?: Cluster,
): Promise<LoadedInputs> {
  const inputs = await readJobs(files, flags, context, cluster);
  if (cluster === undefined) return inputs;
  const jobs = inputs.jobs.map(async (loaded) => ({
    ...loaded,
    job: await inItsNamespace(cluster, loaded.job),
  }));
  return { ...inputs, jobs: await Promise.all(jobs) };
}

/**
 * Prints problems to stderr; with `--json` errors are told in the answer, together with the warnings beside them.
 * @throws {NomadxError} `invalid` when one of them is an error
 */
export async function reportProblems(
  diagnostics: readonly Finding[],
  readSource: (file: string) => string | undefined,
  terminal: Terminal,
): Promise<void> {
  if (diagnostics.length === 0) return;
  const { diagnosticsToText, summarizeDiagnostics } = await import("../output/diagnostics.ts");
  const failed = diagnostics.some(isFailure);
  if (!failed || !terminal.isJson) {
    // Of errors the number is told by the one that is thrown.
    const options = { readSource, palette: terminal.err, summary: !failed };
    terminal.note(`${diagnosticsToText(diagnostics, options)}${failed ? "\n" : ""}`);
  }
  if (failed) throw new NomadxError("invalid", summarizeDiagnostics(diagnostics), { diagnostics });
}

/** The user's own token is a secret of every job that it stands in. */
function withToken(loaded: LoadedJob, token: string | undefined): LoadedJob {
  if (!token || !stringifyJson(loaded.job).includes(token)) return loaded;
  return { ...loaded, secrets: [...loaded.secrets, token] };
}
