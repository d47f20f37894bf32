import * as z from "zod/mini";

import { allocationMetric } from "./allocation-metric.ts";

const uint = z.union([z.int(), z.bigint()]);

/** `None` stands for an unchanged thing that is listed for context. */
export type DiffType = z.infer<typeof diffType>;

const diffType = z.enum(["None", "Added", "Deleted", "Edited"]);

/** `forces create`, `forces destroy`, `forces in-place update`, `forces create/destroy update`. */
const annotations = z.nullish(z.array(z.string()));

/**
 * One attribute before and after. Values are texts: durations raw nanoseconds, booleans `true`/`false`.
 * A change from or to the empty text counts as `Added` or `Deleted`.
 * @see hashicorp/nomad nomad/structs/diff.go FieldDiff (2.0.5)
 */
export type FieldDiff = z.infer<typeof fieldDiff>;

const fieldDiff = z.looseObject({
  Type: diffType,
  /** The API's name; keys of maps and nested config in brackets: `Env[A]`, `args[0]`, `logging[0][type]`. */
  Name: z.string(),
  Old: z.string(),
  New: z.string(),
  Annotations: annotations,
});

/** One block below a job, group or task. Unchanged fields of a changed object are listed for context. */
export interface ObjectDiff {
  Type: DiffType;
  Name: string;
  Fields?: FieldDiff[] | null | undefined;
  Objects?: ObjectDiff[] | null | undefined;
}

// Its type is spelled out, since declaration files cannot say a recursive one that is inferred.
const objectDiff: z.ZodMiniType<ObjectDiff> = z.looseObject({
  Type: diffType,
  Name: z.string(),
  Fields: z.nullish(z.array(fieldDiff)),
  get Objects() {
    return z.nullish(z.array(objectDiff));
  },
});

const contents = { Fields: z.nullish(z.array(fieldDiff)), Objects: z.nullish(z.array(objectDiff)) };

/** One task. Edited by deep comparison on the server, so it may be `Edited` with nothing listed. */
export type TaskDiff = z.infer<typeof taskDiff>;

const taskDiff = z.looseObject({
  Type: diffType,
  Name: z.string(),
  ...contents,
  Annotations: annotations,
});

/** One group. Edited by deep comparison on the server, so it may be `Edited` with nothing listed. */
export type TaskGroupDiff = z.infer<typeof taskGroupDiff>;

const taskGroupDiff = z.looseObject({
  Type: diffType,
  Name: z.string(),
  ...contents,
  Tasks: z.nullish(z.array(taskDiff)),
  /** Number of allocations by what happens to them, only those above zero: `create`, `ignore`, ... */
  Updates: z.nullish(z.record(z.string(), uint)),
});

/** A whole job before and after, as the server computes it. */
export type JobDiff = z.infer<typeof jobDiff>;

/** Reads a `JobDiff`. */
export const jobDiff = z.looseObject({
  Type: diffType,
  ID: z.string(),
  ...contents,
  TaskGroups: z.nullish(z.array(taskGroupDiff)),
});

/**
 * The scheduler's plan for the allocations of one group. Counters are unsigned: a server that counts below zero answers
 * numbers near 2^64. Older servers leave the last four out.
 * @see hashicorp/nomad nomad/structs/structs.go DesiredUpdates (2.0.5)
 */
export type DesiredUpdates = z.infer<typeof desiredUpdates>;

/** Reads `DesiredUpdates`. */
export const desiredUpdates = z.looseObject({
  /** Left alone; includes destructive updates that have to wait for their turn. */
  Ignore: uint,
  Place: uint,
  Migrate: uint,
  Stop: uint,
  InPlaceUpdate: uint,
  DestructiveUpdate: uint,
  Canary: uint,
  Preemptions: uint,
  Disconnect: z.optional(uint),
  Reconnect: z.optional(uint),
  RescheduleNow: z.optional(uint),
  RescheduleLater: z.optional(uint),
});

/** An allocation that has to go to make room. */
export type PreemptedAllocation = z.infer<typeof preemptedAllocation>;

const preemptedAllocation = z.looseObject({
  ID: z.string(),
  JobID: z.string(),
  JobType: z.optional(z.string()),
  Namespace: z.optional(z.string()),
  TaskGroup: z.string(),
});

/**
 * The scheduler's plan.
 * @see hashicorp/nomad api/jobs.go PlanAnnotations (2.0.5)
 */
export type PlanAnnotations = z.infer<typeof planAnnotations>;

const planAnnotations = z.looseObject({
  /** By group name. `{}` for a system job without a node in its datacenters. */
  DesiredTGUpdates: z.nullish(z.record(z.string(), desiredUpdates)),
  PreemptedAllocs: z.nullish(z.array(preemptedAllocation)),
});

/** As much of a follow-up evaluation as a plan shows. */
export type PlannedEvaluation = z.infer<typeof plannedEvaluation>;

const plannedEvaluation = z.looseObject({
  TriggeredBy: z.string(),
  /** Nanoseconds. */
  Wait: z.optional(uint),
});

/**
 * The answer to `PUT /v1/job/:id/plan`.
 * @see hashicorp/nomad api/jobs.go JobPlanResponse (2.0.5)
 */
export type JobPlanResponse = z.infer<typeof planResponse>;

/** Reads a `JobPlanResponse`. */
export const planResponse = z.looseObject({
  /** The index to register with so that nobody's change is overwritten; 0 for a new job. */
  JobModifyIndex: uint,
  /** Only when it was asked for. */
  Diff: z.nullish(jobDiff),
  Annotations: z.nullish(planAnnotations),
  /** By group name; absent or empty when everything fits. */
  FailedTGAllocs: z.nullish(z.record(z.string(), allocationMetric)),
  CreatedEvals: z.nullish(z.array(plannedEvaluation)),
  /** RFC 3339, in the job's time zone. Only for an enabled periodic job. */
  NextPeriodicLaunch: z.nullish(z.string()),
  Warnings: z.nullish(z.string()),
});
