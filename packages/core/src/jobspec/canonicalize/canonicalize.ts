import type { ApiJob } from "../api-job.ts";
import { job as jobBlock } from "../schema/job.ts";
import { canonicalizeBlock } from "./steps.ts";
import { copyOf } from "./copy.ts";

/**
 * The job as Nomad's API package completes it, which the CLI does before it shows a job and each agent before it looks at
 * one: the defaults, the job's policies merged into those of its groups, the names of services. The job itself is left
 * alone. What only a server adds is not in it: see `asStored`.
 *
 * @example canonicalize({ ID: "web", TaskGroups: [{ Name: "web" }] }).TaskGroups?.[0]?.Count // 1
 * @see hashicorp/nomad api/jobs.go Job.Canonicalize and what it calls (2.0.5)
 */
export function canonicalize(job: ApiJob): ApiJob {
  const copy = copyOf(job);
  canonicalizeBlock(jobBlock, copy, { job: copy });
  return copy;
}
