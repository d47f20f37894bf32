import type { Uint } from "../units/uint.ts";

/** `None` stands for an unchanged thing that is listed for context. */
export type DiffType = "None" | "Added" | "Deleted" | "Edited";

/**
 * One attribute before and after. Values are texts: durations raw nanoseconds, booleans `true`/`false`.
 * A change from or to the empty text counts as `Added` or `Deleted`.
 * @see hashicorp/nomad nomad/structs/diff.go FieldDiff (2.0.5)
 */
export interface FieldDiff {
  readonly Type: DiffType;
  /** The API's name; keys of maps and nested config in brackets: `Env[A]`, `args[0]`, `logging[0][type]`. */
  readonly Name: string;
  readonly Old: string;
  readonly New: string;
  readonly Annotations?: readonly string[] | null | undefined;
}

/** One block below a job, group or task. Unchanged fields of a changed object are listed for context. */
export interface ObjectDiff {
  readonly Type: DiffType;
  readonly Name: string;
  readonly Fields?: readonly FieldDiff[] | null | undefined;
  readonly Objects?: readonly ObjectDiff[] | null | undefined;
}

/** One task. Edited by deep comparison on the server, so it may be `Edited` with nothing listed. */
export interface TaskDiff {
  readonly Type: DiffType;
  readonly Name: string;
  readonly Fields?: readonly FieldDiff[] | null | undefined;
  readonly Objects?: readonly ObjectDiff[] | null | undefined;
  /** `forces create`, `forces destroy`, `forces in-place update`, `forces create/destroy update`. */
  readonly Annotations?: readonly string[] | null | undefined;
}

/** One group. Edited by deep comparison on the server, so it may be `Edited` with nothing listed. */
export interface TaskGroupDiff {
  readonly Type: DiffType;
  readonly Name: string;
  readonly Fields?: readonly FieldDiff[] | null | undefined;
  readonly Objects?: readonly ObjectDiff[] | null | undefined;
  readonly Tasks?: readonly TaskDiff[] | null | undefined;
  /** Number of allocations by what happens to them, only those above zero: `create`, `ignore`, ... */
  readonly Updates?: Readonly<Record<string, Uint>> | null | undefined;
}

/** A whole job before and after, as the server computes it. */
export interface JobDiff {
  readonly Type: DiffType;
  readonly ID: string;
  readonly Fields?: readonly FieldDiff[] | null | undefined;
  readonly Objects?: readonly ObjectDiff[] | null | undefined;
  readonly TaskGroups?: readonly TaskGroupDiff[] | null | undefined;
}

/**
 * What the scheduler would do with the allocations of one group. Older servers leave the last four out.
 * @see hashicorp/nomad nomad/structs/structs.go DesiredUpdates (2.0.5)
 */
export interface DesiredUpdates {
  /** Left alone; includes destructive updates that have to wait for their turn. */
  readonly Ignore: Uint;
  readonly Place: Uint;
  readonly Migrate: Uint;
  readonly Stop: Uint;
  readonly InPlaceUpdate: Uint;
  readonly DestructiveUpdate: Uint;
  readonly Canary: Uint;
  readonly Preemptions: Uint;
  readonly Disconnect?: Uint | undefined;
  readonly Reconnect?: Uint | undefined;
  readonly RescheduleNow?: Uint | undefined;
  readonly RescheduleLater?: Uint | undefined;
}

/** Counts of nodes by name (datacenter, class, constraint or dimension). */
export type NodeCounts = Readonly<Record<string, number>>;

/**
 * Why allocations of one group could not be placed.
 * @see hashicorp/nomad api/allocations.go AllocationMetric (2.0.5)
 */
export interface AllocationMetric {
  readonly NodesEvaluated: number;
  readonly NodesFiltered: number;
  readonly NodesExhausted: number;
  /** Further failures for the same reason, this one not counted. */
  readonly CoalescedFailures: number;
  readonly NodesInPool?: number | undefined;
  readonly NodePool?: string | undefined;
  /** By datacenter. */
  readonly NodesAvailable?: NodeCounts | null | undefined;
  readonly ClassFiltered?: NodeCounts | null | undefined;
  readonly ConstraintFiltered?: NodeCounts | null | undefined;
  readonly ClassExhausted?: NodeCounts | null | undefined;
  readonly DimensionExhausted?: NodeCounts | null | undefined;
  readonly QuotaExhausted?: readonly string[] | null | undefined;
}

/** An allocation that has to go to make room. */
export interface PreemptedAllocation {
  readonly ID: string;
  readonly JobID: string;
  readonly JobType?: string | undefined;
  readonly Namespace?: string | undefined;
  readonly TaskGroup: string;
}

/**
 * What the scheduler would do.
 * @see hashicorp/nomad api/jobs.go PlanAnnotations (2.0.5)
 */
export interface PlanAnnotations {
  /** By group name. `{}` for a system job without a node in its datacenters. */
  readonly DesiredTGUpdates?: Readonly<Record<string, DesiredUpdates>> | null | undefined;
  readonly PreemptedAllocs?: readonly PreemptedAllocation[] | null | undefined;
}

/** As much of a follow-up evaluation as a plan shows. */
export interface PlannedEvaluation {
  readonly TriggeredBy: string;
  /** Nanoseconds. */
  readonly Wait?: number | bigint | undefined;
}

/**
 * The answer to `POST /v1/job/:id/plan`.
 * @see hashicorp/nomad api/jobs.go JobPlanResponse (2.0.5)
 */
export interface JobPlanResponse {
  /** The index to register with so that nobody's change is overwritten; 0 for a new job. */
  readonly JobModifyIndex: Uint;
  /** Only when it was asked for. */
  readonly Diff?: JobDiff | null | undefined;
  readonly Annotations?: PlanAnnotations | null | undefined;
  /** By group name; absent or empty when everything fits. */
  readonly FailedTGAllocs?: Readonly<Record<string, AllocationMetric>> | null | undefined;
  readonly CreatedEvals?: readonly PlannedEvaluation[] | null | undefined;
  /** RFC 3339, in the job's time zone. Only for an enabled periodic job. */
  readonly NextPeriodicLaunch?: string | null | undefined;
  readonly Warnings?: string | null | undefined;
}
