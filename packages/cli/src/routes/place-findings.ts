import type { Finding, SourceRange } from "@nomadx/core";
import type { LintFindingEvidence } from "@nomadx/core/fabio";

import type { LoadedInputs } from "../inputs/load-inputs.ts";
import { lineOf, type Commands } from "./read-commands.ts";
import { findJob } from "../inputs/find-job.ts";

/** The fields that say where a finding is. */
interface PlacedByKeys extends Pick<Finding, "job" | "jobId" | "namespace" | "keys"> {
  readonly evidence?: object & Pick<Partial<LintFindingEvidence>, "line" | "key">;
}

/** The place of each finding in the job files or the route commands; `undefined` where it is not about one of them. */
export async function placeFindings(
  findings: readonly PlacedByKeys[],
  inputs: LoadedInputs | undefined,
  commands?: Commands,
): Promise<readonly (SourceRange | undefined)[]> {
  const jobs = inputs?.jobs ?? [];
  return Promise.all(
    findings.map(async ({ keys, evidence: { line, key } = {}, ...of }) => {
      // Lines of overrides count within their key.
      if (commands !== undefined && line !== undefined && key === undefined) return lineOf(commands, line);
      const loaded = findJob(jobs, of);
      if (inputs === undefined || loaded === undefined || keys === undefined) return undefined;
      return (await inputs.place(loaded, keys)).source;
    }),
  );
}
