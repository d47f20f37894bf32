import type { Finding } from "../diagnostics/finding.ts";
import type { JobService } from "./job-service.ts";

/** The job that a finding is about: its name, and the fields that tell it from others of that name. */
export type JobOf = Pick<Finding, "job" | "jobId" | "namespace">;

/**
 * The job of a service, as a finding names it.
 * @example jobOf({ job: "web", jobId: "web", namespace: "prod" }) // { job: "web", namespace: "prod" }
 */
export function jobOf({ job, jobId, namespace }: Pick<JobService, "job" | "jobId" | "namespace">): JobOf {
  return { job, ...(jobId !== job && { jobId }), ...(namespace !== undefined && { namespace }) };
}
