import { readdirSync, readFileSync } from "node:fs";

import type { ApiJob } from "../../jobspec/api-job.ts";
import type { JobPlanResponse } from "../../answers/plan-response.ts";

/** The answers of a real server and CLI about one job, recorded by scripts/record-plans.js. */
export interface RecordedPlan {
  readonly name: string;
  readonly about: string;
  /** Version of the server. */
  readonly nomad: string;
  /** The planned job, as it was sent. */
  readonly job: ApiJob;
  readonly plan: JobPlanResponse;
  readonly cli: readonly RecordedRun[];
}

export interface RecordedRun {
  /** Behind `nomad`. */
  readonly args: readonly string[];
  /** When it was started. */
  readonly now: string;
  readonly exit: number;
  readonly stdout: string;
}

const folder = new URL("../../../../../fixtures/nomad/plans/", import.meta.url);

export const recordedPlans: readonly RecordedPlan[] = readdirSync(folder)
  .toSorted()
  .map((file): RecordedPlan => JSON.parse(readFileSync(new URL(file, folder), "utf8")));

export function recordedPlan(name: string): RecordedPlan {
  const found = recordedPlans.find((each) => each.name === name);
  if (found === undefined) throw new RangeError(`no recording ${name}`);
  return found;
}
