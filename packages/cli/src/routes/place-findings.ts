import type { Finding, SourceRange } from "@nomadx/core";
import type { LintFindingEvidence } from "@nomadx/core/fabio";

import type { LoadedInputs } from "../inputs/load-inputs.ts";

/** A file of route commands. */
export interface TableFile {
  readonly file: string;
  readonly text: string;
}

/** The fields that say where a finding is. */
interface PlacedByKeys extends Pick<Finding, "job" | "keys"> {
  readonly evidence?: object & Pick<Partial<LintFindingEvidence>, "line" | "key">;
}

/** The place of each finding in the job files or the route commands; `undefined` where it is not about one of them. */
export async function placeFindings(
  findings: readonly PlacedByKeys[],
  inputs: LoadedInputs | undefined,
  commands?: TableFile,
): Promise<readonly (SourceRange | undefined)[]> {
  const jobs = inputs?.jobs ?? [];
  return Promise.all(
    findings.map(async ({ job, keys, evidence: { line, key } = {} }) => {
      // Lines of overrides count within their key.
      if (commands !== undefined && line !== undefined && key === undefined) return lineOf(commands, line);
      const loaded = jobs.find((each) => (each.job.Name ?? each.job.ID) === job);
      if (inputs === undefined || loaded === undefined || keys === undefined) return undefined;
      return (await inputs.place(loaded, keys)).source;
    }),
  );
}

function lineOf({ file, text }: TableFile, line: number): SourceRange {
  const lines = text.split("\n");
  const written = (lines[line - 1] ?? "").replace(/\r$/, "");
  const offset = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0);
  return {
    file,
    start: { line, column: 1, offset },
    end: { line, column: written.length + 1, offset: offset + written.length },
  };
}
