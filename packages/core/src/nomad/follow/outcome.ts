import type { AllocationAnswer } from "./answers.ts";
import type { BlockedGroup } from "./placement.ts";

/**
 * How following ended.
 *
 * - `healthy`: the deployment succeeded, and everything wanted runs (exit 0)
 * - `complete`: a batch or sysbatch job ran to its end without a failure (0)
 * - `running`: everything wanted runs, which was all that was waited for (0)
 * - `awaiting-promotion`: the canaries are healthy, which was all that was waited for (0)
 * - `registered`: the server started nothing: periodic and parameterized jobs (0)
 * - `stopped`: nothing of the job runs any more (0 if that was asked for, 4 if somebody else did it meanwhile)
 * - `failed`: the server gave up, or an allocation failed for good (4)
 * - `reverted`: it failed, and the job was rolled back to an older version that runs again (4)
 * - `superseded`: a newer version of the job took its place (4)
 * - `blocked`: instances could not be placed within the limit (5)
 * - `timeout`: the time was up (5)
 * - `unknown`: the server does not know the evaluation (1)
 */
export type OutcomeKind =
  | "healthy"
  | "complete"
  | "running"
  | "awaiting-promotion"
  | "registered"
  | "stopped"
  | "failed"
  | "reverted"
  | "superseded"
  | "blocked"
  | "timeout"
  | "unknown";

/** The end of following. */
export interface Outcome {
  readonly kind: OutcomeKind;
  /** The exit code of a command that did nothing but follow. */
  readonly exitCode: 0 | 1 | 4 | 5;
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
  readonly failing: readonly AllocationAnswer[];
  readonly blocked: readonly BlockedGroup[];
}
