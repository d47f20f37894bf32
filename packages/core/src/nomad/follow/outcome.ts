import type { AllocationStub } from "../allocations.ts";
import type { BlockedGroup } from "./placement.ts";

/**
 * How following ended.
 *
 * - `healthy`: the deployment succeeded, and all its instances run
 * - `complete`: a batch or sysbatch job ran to its end without a failure
 * - `running`: everything wanted runs, which was all that was waited for
 * - `awaiting-promotion`: the canaries are healthy, which was all that was waited for
 * - `registered`: the server started nothing: periodic and parameterized jobs
 * - `stopped`: nothing of the job runs any more, as was asked for
 * - `stopped-meanwhile`: somebody else stopped the job, or purged it
 * - `failed`: the server gave up, or an allocation failed for good
 * - `reverted`: it failed, and the job was rolled back to an older version that runs again
 * - `superseded`: a newer version of the job took its place
 * - `blocked`: instances could not be placed within the limit
 * - `timeout`: the time was up
 * - `unknown`: the server does not know the evaluation
 */
export type OutcomeKind =
  | "healthy"
  | "complete"
  | "running"
  | "awaiting-promotion"
  | "registered"
  | "stopped"
  | "stopped-meanwhile"
  | "failed"
  | "reverted"
  | "superseded"
  | "blocked"
  | "timeout"
  | "unknown";

/** The end of following. */
export interface Outcome {
  readonly kind: OutcomeKind;
  /** Why: the server's own words where it has any, else a sentence of ours without a full stop. */
  readonly reason: string;
  readonly jobId?: string;
  /** The version that was followed. */
  readonly jobVersion?: number;
  /** The job was registered as it was already: the server made no version of it, and judged is what runs of it. */
  readonly unchanged?: true;
  readonly deploymentId?: string;
  /** For `superseded`: the version that won; for `reverted`: the version that was rolled back to. */
  readonly otherVersion?: number;
  /** The newest allocations that failed, were lost or are unhealthy; evidence is taken from these. */
  readonly failing: readonly AllocationStub[];
  readonly blocked: readonly BlockedGroup[];
}
