/**
 * What following reads of Nomad's answers, and nothing else: the client's own types are wider and fit into these.
 * Every field that an older or newer server may leave out is optional here.
 */

/** An integer of Nomad's: indexes and times have 64 bits, so those beyond 2^53 come as `bigint`. */
export type Int = number | bigint;

type Maybe<T> = T | null | undefined;

/** An entry of `GET /v1/job/:id/evaluations`, or the answer of `GET /v1/evaluation/:id`. */
export interface EvaluationAnswer {
  readonly ID: string;
  readonly JobID: string;
  readonly Type: string;
  readonly TriggeredBy: string;
  /** `pending`, `blocked`, `complete`, `failed` or `canceled` (one l). */
  readonly Status: string;
  readonly StatusDescription?: Maybe<string>;
  readonly DeploymentID?: Maybe<string>;
  /** Left out when the registration changed nothing, and in evaluations that no registration started. */
  readonly JobModifyIndex?: Maybe<Int>;
  readonly CreateIndex: Int;
  readonly NextEval?: Maybe<string>;
  readonly BlockedEval?: Maybe<string>;
  readonly WaitUntil?: Maybe<string>;
  readonly FailedTGAllocs?: Maybe<Readonly<Record<string, PlacementMetrics>>>;
  readonly PlanAnnotations?: Maybe<{
    readonly DesiredTGUpdates?: Maybe<Readonly<Record<string, DesiredUpdates>>>;
  }>;
}

/** What the scheduler meant to do with one group. */
interface DesiredUpdates {
  readonly Place?: Maybe<Int>;
  readonly Ignore?: Maybe<Int>;
  readonly InPlaceUpdate?: Maybe<Int>;
  readonly DestructiveUpdate?: Maybe<Int>;
  readonly Migrate?: Maybe<Int>;
}

/** Why instances of a group could not be placed (`FailedTGAllocs[group]`). */
export interface PlacementMetrics {
  readonly NodesEvaluated?: Maybe<Int>;
  readonly NodesInPool?: Maybe<Int>;
  readonly NodePool?: Maybe<string>;
  /** By datacenter. */
  readonly NodesAvailable?: Maybe<Readonly<Record<string, Int>>>;
  readonly ClassFiltered?: Maybe<Readonly<Record<string, Int>>>;
  readonly ConstraintFiltered?: Maybe<Readonly<Record<string, Int>>>;
  readonly NodesExhausted?: Maybe<Int>;
  readonly ClassExhausted?: Maybe<Readonly<Record<string, Int>>>;
  readonly DimensionExhausted?: Maybe<Readonly<Record<string, Int>>>;
  readonly QuotaExhausted?: Maybe<readonly string[]>;
  /** One less than the number of instances that failed for the same reason. */
  readonly CoalescedFailures?: Maybe<Int>;
}

/** An entry of `GET /v1/job/:id/deployments`. */
export interface DeploymentAnswer {
  readonly ID: string;
  readonly JobVersion: Int;
  /** The `JobModifyIndex` of the job version it rolls out. */
  readonly JobSpecModifyIndex?: Maybe<Int>;
  readonly CreateIndex: Int;
  /** Final: `successful`, `failed`, `cancelled` (two l). All others are open. */
  readonly Status: string;
  readonly StatusDescription?: Maybe<string>;
  readonly TaskGroups?: Maybe<Readonly<Record<string, DeploymentGroup>>>;
}

/** The state of one group in a deployment. */
export interface DeploymentGroup {
  readonly DesiredTotal: Int;
  readonly DesiredCanaries: Int;
  readonly PlacedAllocs: Int;
  readonly HealthyAllocs: Int;
  readonly UnhealthyAllocs: Int;
  readonly Promoted: boolean;
  readonly AutoPromote?: Maybe<boolean>;
  /** RFC 3339; nothing while no instance is placed, and with `progress_deadline = 0`. */
  readonly RequireProgressBy?: Maybe<string>;
}

/** An entry of `GET /v1/job/:id/allocations`. */
export interface AllocationAnswer {
  readonly ID: string;
  readonly Name: string;
  readonly TaskGroup: string;
  readonly JobVersion: Int;
  readonly EvalID: string;
  readonly NodeID: string;
  readonly NodeName?: Maybe<string>;
  /** `pending`, `running`, `complete`, `failed`, `lost` or `unknown`. */
  readonly ClientStatus: string;
  readonly ClientDescription?: Maybe<string>;
  /** `run`, `stop` or `evict`. */
  readonly DesiredStatus: string;
  readonly DesiredDescription?: Maybe<string>;
  readonly DeploymentStatus?: Maybe<{
    readonly Healthy?: Maybe<boolean>;
    readonly Canary?: Maybe<boolean>;
  }>;
  readonly NextAllocation?: Maybe<string>;
  readonly FollowupEvalID?: Maybe<string>;
  readonly CreateIndex: Int;
  readonly TaskStates?: Maybe<Readonly<Record<string, TaskStateAnswer>>>;
}

/** `TaskStates[task]` of an allocation. */
export interface TaskStateAnswer {
  readonly State: string;
  readonly Failed: boolean;
  readonly Restarts: Int;
  /** Nothing when the task never started. */
  readonly StartedAt?: Maybe<string>;
  readonly Events?: Maybe<readonly TaskEventAnswer[]>;
}

/** One event in the life of a task, oldest first in the list. */
export interface TaskEventAnswer {
  readonly Type: string;
  /** Nanoseconds since 1970. */
  readonly Time: Int;
  readonly DisplayMessage?: Maybe<string>;
  readonly Details?: Maybe<Readonly<Record<string, string>>>;
}

/** The answer of `GET /v1/job/:id`. */
export interface JobAnswer {
  readonly ID: string;
  readonly Type: string;
  readonly Version: Int;
  /** `pending`, `running` or `dead`. */
  readonly Status: string;
  readonly Stop: boolean;
  /** Grows with every version, and with nothing else. */
  readonly JobModifyIndex: Int;
  readonly TaskGroups?: Maybe<readonly JobGroupAnswer[]>;
}

/** A group in the answer of `GET /v1/job/:id`. */
export interface JobGroupAnswer {
  readonly Name?: Maybe<string>;
  readonly Count?: Maybe<Int>;
  readonly Update?: Maybe<{
    /** In nanoseconds. */
    readonly MinHealthyTime?: Maybe<Int>;
  }>;
}
