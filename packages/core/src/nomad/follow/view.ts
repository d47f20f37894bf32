import type { AllocationStub } from "../allocations.ts";
import type { Deployment } from "../deployments.ts";
import type { Evaluation } from "../evaluations.ts";
import type { StoredJob } from "../jobs.ts";

/** When following ends. `healthy` includes the whole deployment, `promotable` only its canaries. */
export type Until = "healthy" | "promotable" | "running";

/** The change to follow: the ids that the server gave when the change was submitted. */
export interface FollowStart {
  /** When it was submitted, in milliseconds of the clock that also times the answers. */
  readonly at: number;
  /** May be missing when there is an evaluation: `periodic/force` names none. */
  readonly jobId?: string;
  /**
   * The `EvalID` of the answer. `""`, as after registering a periodic or parameterized job, means that nothing
   * was started and following ends at once. Without it, the job's newest evaluation is followed.
   */
  readonly evaluationId?: string;
  /** The change stops the job. Of one that had nothing to stop, periodic or parameterized, the `EvalID` is `""`, too. */
  readonly stops?: true;
  /** After promote, fail, pause: the deployment that was meant. */
  readonly deploymentId?: string;
  /** @default "healthy" */
  readonly until?: Until;
  /**
   * How long instances that cannot be placed are waited for when no deadline of the server's runs.
   * @default 300_000
   */
  readonly blockedTimeoutMs?: number;
  /** How long following may take altogether; without it, as long as the server takes. */
  readonly timeoutMs?: number;
}

/** The newest answer of each kind, and what was first seen when. The answers may be from different moments. */
export interface View {
  readonly start: FollowStart;
  readonly evaluations: ReadonlyMap<string, Evaluation>;
  readonly evaluationsAskedAt: number;
  /** The server does not know the evaluation that was asked for. */
  readonly evaluationMissing: boolean;
  readonly deployments: readonly Deployment[] | undefined;
  readonly allocations: readonly AllocationStub[] | undefined;
  readonly allocationsAskedAt: number;
  readonly job: StoredJob | undefined;
  /** The job is gone: purged. */
  readonly jobMissing: boolean;
  /** When the followed evaluation was first seen to be complete. */
  readonly completeAt: number | undefined;
  /** The job version that is followed, once it is known. */
  readonly version: number | undefined;
  /** Since when each allocation has been seen to run without a restart, by its ID. */
  readonly runningSince: ReadonlyMap<string, RunningSince>;
  /** The time of the newest answer or tick. */
  readonly at: number;
}

/** When an allocation was first seen to run, and how often its tasks had been restarted by then. */
interface RunningSince {
  readonly at: number;
  readonly restarts: number;
}

/** A view without any answer yet. */
export function emptyView(start: FollowStart): View {
  return {
    start,
    evaluations: new Map(),
    evaluationsAskedAt: -Infinity,
    evaluationMissing: false,
    deployments: undefined,
    allocations: undefined,
    allocationsAskedAt: -Infinity,
    job: undefined,
    jobMissing: false,
    completeAt: undefined,
    version: undefined,
    runningSince: new Map(),
    at: start.at,
  };
}
