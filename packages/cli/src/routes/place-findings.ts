import type { SourceRange } from "@nomadx/core";
import type { LintPlace } from "@nomadx/core/fabio";

import type { LoadedInputs } from "../inputs/load-inputs.ts";

/** The place of each finding in the job files; `undefined` where it is not about one of them. */
export async function placeFindings(
  findings: readonly LintPlace[],
  inputs: LoadedInputs | undefined,
): Promise<readonly (SourceRange | undefined)[]> {
  const jobs = inputs?.jobs ?? [];
  return Promise.all(
    findings.map(async ({ job, keys }) => {
      const loaded = jobs.find((each) => (each.job.Name ?? each.job.ID) === job);
      if (inputs === undefined || loaded === undefined || keys === undefined) return undefined;
      // Only the place is wanted.
      const [located] = await inputs.locate(loaded, [
        { severity: "warning", code: "NX402", summary: "", keys },
      ]);
      return located?.source;
    }),
  );
}
