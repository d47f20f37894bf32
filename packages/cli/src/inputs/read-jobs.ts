import { isFailure, NomadxError, stringifyJson, type Finding } from "@nomadx/core";

import type { Context } from "../command/context.ts";
import type { ConnectContext } from "../connect/agent-kind.ts";
import type { Cluster } from "../connect/cluster.ts";
import { inItsNamespace } from "../connect/namespaces.ts";
import type { FlagValues } from "../flags/flag-values.ts";
import type { inputFlags } from "../flags/input-flags.ts";
import type { Report } from "../output/report.ts";
import { collectVars, secretValues } from "./collect-vars.ts";
import { loadInputs, type LoadedInputs } from "./load-inputs.ts";
import { readVariableFiles } from "./files/variable-files.ts";
import type { InputContext } from "./read/input-context.ts";
import type { LoadedJob } from "./read/loaded-job.ts";

/** The parsed values of `inputFlags`. */
export type InputFlagValues = FlagValues<typeof inputFlags>;

/** The part of a command's context that job files are read with. */
export type ReadContext = ConnectContext & Pick<Context, "report" | "readStdinBytes">;

/**
 * The jobs of the files, read. Warnings are printed.
 * @param cluster whose namespace jobs have that name none.
 * @throws {NomadxError} `invalid` when there is an error in any file, after all problems of all files were printed
 */
export async function readJobs(
  files: readonly string[],
  flags: InputFlagValues,
  context: ReadContext,
  cluster?: Cluster,
): Promise<LoadedInputs> {
  const inputs = await loadJobs(files, flags, context, cluster);
  await reportProblems(inputs.diagnostics, context.report);
  return inputs;
}

/**
 * The same of jobs that a server is to take: what Nomad and its drivers refuse by their rules is an error, too. What it only warns of is not
 * told, since a server tells it itself.
 * @throws {NomadxError} `invalid` when there is an error in any file, after all problems of all files were printed
 */
export async function readValidJobs(
  files: readonly string[],
  flags: InputFlagValues,
  context: ReadContext,
  cluster?: Cluster,
): Promise<LoadedInputs> {
  // The rules are read while the files are.
  const [inputs, { driverFindings, ruleFindings }] = await Promise.all([
    loadJobs(files, flags, context, cluster),
    import("./rule-findings.ts"),
  ]);
  const found = await Promise.all([
    ruleFindings(inputs.jobs, inputs, isFailure),
    driverFindings(inputs.jobs, inputs, isFailure),
  ]);
  await reportProblems([...inputs.diagnostics, ...found.flat(2)], context.report);
  return inputs;
}

/** The jobs of the files, with all problems of reading them; nothing is told yet. */
export async function loadJobs(
  files: readonly string[],
  flags: InputFlagValues,
  context: ReadContext,
  cluster?: Cluster,
): Promise<LoadedInputs> {
  const { terminal, report, env } = context;
  const namespace = cluster?.config.namespace;
  const surroundings = await inputContext(flags, context);
  const inputs = await loadInputs(files, {
    ...surroundings,
    ...(namespace !== undefined && { namespace }),
  });
  const token = cluster?.config.token ?? env["NOMAD_TOKEN"];
  const given = secretValues(surroundings.values);
  const jobs = inputs.jobs.map((loaded) =>
    withSecrets(loaded, token === undefined ? given : [token, ...given]),
  );
  terminal.keepSecret(jobs.flatMap(({ secrets }) => secrets));
  report.covers([...new Set(jobs.map(({ file }) => file))]);
  report.quotesFrom(inputs.readSource);
  return { ...inputs, jobs };
}

/** The surroundings in which job files are loaded, by the flags of a command. */
export async function inputContext(flags: InputFlagValues, context: ReadContext): Promise<InputContext> {
  const { cwd, env, version, readStdinBytes, endingAtOnce } = context;
  const name = flags["stdin-filename"];
  return {
    cwd,
    env,
    values: { ...collectVars(flags.var, env), files: await readVariableFiles(flags["var-file"], cwd) },
    version,
    readStdinBytes,
    endingAtOnce,
    ...(name !== undefined && { stdinFilename: name }),
  };
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
 * Tells of warnings; errors are told by whoever tells the error, together with the warnings beside them.
 * @param isWrong which findings are errors here
 * @throws {NomadxError} `invalid` when one of them is
 */
export async function reportProblems(
  diagnostics: readonly Finding[],
  report: Report,
  isWrong: (finding: Finding) => boolean = isFailure,
): Promise<void> {
  if (diagnostics.length === 0) return;
  const { sortFindings, summarizeFindings } = await import("../output/findings-text.ts");
  const sorted = sortFindings(diagnostics);
  if (!sorted.some(isWrong)) return report.tell(sorted);
  throw new NomadxError("invalid", summarizeFindings(sorted), { diagnostics: sorted });
}

/** The user's own token, and variables that look secret, are secrets of every job that they stand in. */
function withSecrets(loaded: LoadedJob, given: readonly string[]): LoadedJob {
  if (given.length === 0) return loaded;
  const text = stringifyJson(loaded.job);
  const found = given.filter((secret) => secret !== "" && text.includes(JSON.stringify(secret).slice(1, -1)));
  return found.length === 0 ? loaded : { ...loaded, secrets: [...loaded.secrets, ...found] };
}
