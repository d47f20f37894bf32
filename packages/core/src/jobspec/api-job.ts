import type { job } from "./schema/job.ts";
import type { HubOf } from "./schema/_define.ts";

/**
 * A job as Nomad's API has it: the hub that every spelling of a job is read into and written from.
 * Durations are nanoseconds; integers beyond 2^53 are `bigint`; a `null` is as good as an absent field.
 * @see hashicorp/nomad api/jobs.go Job (2.0.5)
 */
export type ApiJob = HubOf<typeof job>;
