import { isFailure, stringifyJson, type Diagnostic } from "@nomadx/core";
import { driverProblems, likelyMistakes } from "@nomadx/core/jobspec";
import { validateJob } from "@nomadx/core/jobspec/rules";

import type { LoadedInputs } from "./load-inputs.ts";
import type { LoadedJob } from "./read/loaded-job.ts";

/**
 * Finds what Nomad would refuse or warn of in each job, at its places in the file. Of a file that could not be read in full nothing
 * is said: its jobs may be others.
 * @param isWanted which of them: to find the places of others takes longer than the rest of a command
 */
export function ruleFindings(
  jobs: readonly LoadedJob[],
  inputs: FoundWhileReading,
  isWanted: IsWanted = () => true,
): Promise<(readonly Diagnostic[])[]> {
  return findingsOfEach(jobs, inputs, async (loaded) => (await findingsOf(loaded)).filter(isWanted));
}

/** Finds what the drivers refuse of each job, which no server looks at; as `ruleFindings` does. */
export function driverFindings(
  jobs: readonly LoadedJob[],
  inputs: FoundWhileReading,
  isWanted: IsWanted = () => true,
): Promise<(readonly Diagnostic[])[]> {
  return findingsOfEach(jobs, inputs, ({ job }) => driverProblems(job).filter(isWanted));
}

/** Finds what is likely a mistake in each job, though Nomad and its drivers take it; as `ruleFindings` does. */
export function likelyFindings(
  jobs: readonly LoadedJob[],
  inputs: FoundWhileReading,
): Promise<(readonly Diagnostic[])[]> {
  return findingsOfEach(jobs, inputs, ({ job }) => likelyMistakes(job));
}

type FoundWhileReading = Pick<LoadedInputs, "diagnostics" | "locate">;
type IsWanted = (finding: Diagnostic) => boolean;

function findingsOfEach(
  jobs: readonly LoadedJob[],
  { diagnostics, locate }: FoundWhileReading,
  find: (loaded: LoadedJob) => Promise<readonly Diagnostic[]> | readonly Diagnostic[],
): Promise<(readonly Diagnostic[])[]> {
  const unread = new Set(diagnostics.filter(isFailure).map(({ source }) => source?.file));
  return Promise.all(
    jobs.map(async (loaded) => (unread.has(loaded.file) ? [] : locate(loaded, await find(loaded)))),
  );
}

async function findingsOf({ job }: LoadedJob): Promise<readonly Diagnostic[]> {
  // Go's parser is loaded for jobs that may have a regular expression alone.
  if (!stringifyJson(job).includes('"regexp"')) return validateJob(job);
  const { regexpChecker } = await import("@nomadx/core/node");
  return validateJob(job, { regexpProblem: await regexpChecker() });
}
