import type { ApiJob } from "@nomadx/core/jobspec";
import type { JobSource } from "@nomadx/core/nomad";

/** A job to be submitted. */
export interface Submission {
  readonly job: ApiJob;
  /** Absent for a job of a saved plan. */
  readonly file?: string | undefined;
  /** The text it was made from, as it may be shown; Nomad's web page shows it. */
  readonly source?: JobSource | undefined;
  /** Submit only if the job's JobModifyIndex is still this one; 0: only if there is no such job. */
  readonly checkIndex?: number | bigint | undefined;
}
