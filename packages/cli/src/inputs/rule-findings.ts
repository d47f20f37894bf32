import { isFailure, stringifyJson, type Diagnostic } from "@nomadx/core";

import type { LoadedInputs } from "./load-inputs.ts";
import type { LoadedJob } from "./read/loaded-job.ts";

/**
 * Finds what Nomad would refuse or warn of in each job, at its places in the file. Of a file that could not be read in full nothing
 * is said: its jobs may be others.
 * @param isWanted which of them: to find the places of others takes longer than the rest of a command
 */
export function ruleFindings(
  jobs: readonly LoadedJob[],
  { diagnostics, locate }: Pick<LoadedInputs, "diagnostics" | "locate">,
  isWanted: (finding: Diagnostic) => boolean = () => true,
): Promise<(readonly Diagnostic[])[]> {
  const unread = new Set(diagnostics.filter(isFailure).map(({ source }) => source?.file));
  return Promise.all(
    jobs.map(async (loaded) =>
      unread.has(loaded.file) ? [] : locate(loaded, (await findingsOf(loaded)).filter(isWanted)),
    ),
  );
}

async function findingsOf({ job }: LoadedJob): Promise<readonly Diagnostic[]> {
  const { validateJob } = await import("@nomadx/core/jobspec/rules");
  // Go's parser is loaded for jobs that may have a regular expression alone.
  if (!stringifyJson(job).includes('"regexp"')) return validateJob(job);
  const { regexpChecker } = await import("@nomadx/core/node");
  return validateJob(job, { regexpProblem: await regexpChecker() });
}
