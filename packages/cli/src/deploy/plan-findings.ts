import type { Finding } from "@nomadx/core";
import { namedPlace, serverItems } from "@nomadx/core/jobspec";
import { wholeFile } from "@nomadx/core/text";

import type { LoadedInputs } from "../inputs/load-inputs.ts";
import { serverWarnings } from "../output/server-warnings.ts";
import type { Plans } from "./plan-all.ts";

/** The jobs that the server refused to plan, with its own words, at the places that these name. */
export async function refusedPlans(
  { refused }: Plans,
  { locate }: Pick<LoadedInputs, "locate">,
): Promise<readonly Finding[]> {
  const located = refused.map(({ loaded, refusal }) => {
    const job = loaded.job.ID ?? "";
    const items = serverItems(refusal.request?.text ?? refusal.message);
    return locate(
      loaded,
      items.map((item) => {
        const keys = namedPlace(item, loaded.job);
        return {
          severity: "error",
          code: "NX301",
          summary: `Nomad refused job ${JSON.stringify(job)}: ${[...item.within, item.text].join(": ")}`,
          job,
          ...(keys.length > 0 ? { keys, at: "key" } : { keys: ["ID"] }),
        } as const;
      }),
    );
  });
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
