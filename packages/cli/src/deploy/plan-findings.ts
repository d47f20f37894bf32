import type { Finding } from "@nomadx/core";
import { wholeFile } from "@nomadx/core/text";

import type { LoadedInputs } from "../inputs/load-inputs.ts";
import { serverWarnings } from "../output/server-warnings.ts";
import { refusalFindings } from "./job-refusal.ts";
import type { Plans } from "./plan-all.ts";

/** The jobs that the server refused to plan, with its own words, at the places that these name. */
export async function refusedPlans(
  { refused }: Plans,
  { locate }: Pick<LoadedInputs, "locate">,
): Promise<readonly Finding[]> {
  const located = refused.map(({ loaded, refusal }) =>
    locate(
      loaded,
      refusalFindings(loaded.job, refusal).map((finding) => ({ keys: ["ID"], ...finding })),
    ),
  );
  return (await Promise.all(located)).flat();
}

/** The findings that stand in the text of plans already: warnings of the server, and jobs of which not all allocations fit. */
export function plannedFindings({ planned }: Plans): readonly Finding[] {
  return planned.flatMap(({ loaded: { file, job }, plan, verdict }) => {
    const id = job.ID ?? "";
    const about = { severity: "warning", source: wholeFile(file), job: id } as const;
    const groups = verdict.unplaced.map((name) => JSON.stringify(name)).join(", ");
    return [
      ...serverWarnings(plan.Warnings ?? "").map((summary) => ({ ...about, code: "NX302", summary })),
      ...(verdict.unplaced.length === 0
        ? []
        : [{ ...about, code: "not-placed", summary: `Not all allocations of ${id} fit: group ${groups}` }]),
    ];
  });
}
