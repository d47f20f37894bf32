import type { ApiJob } from "@nomadx/core/jobspec";

/** A job to be submitted. */
export interface Submission {
  readonly job: ApiJob;
  /** Absent for a job of a saved plan. */
  readonly file?: string | undefined;
  /** Submit only if the job's JobModifyIndex is still this one; 0: only if there is no such job. */
  readonly checkIndex?: number | bigint | undefined;
}
