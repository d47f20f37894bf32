import * as z from "zod/mini";

import type {
  DesiredUpdates,
  FieldDiff,
  JobDiff,
  JobPlanResponse,
  ObjectDiff,
  TaskDiff,
  TaskGroupDiff,
} from "../plan/job-diff.ts";
import { allocationMetric } from "./allocation-metric.ts";

const uint = z.union([z.int(), z.bigint()]);
const diffType = z.enum(["None", "Added", "Deleted", "Edited"]);
const annotations = z.nullish(z.array(z.string()));

const fieldDiff = z.looseObject({
  Type: diffType,
  Name: z.string(),
  Old: z.string(),
  New: z.string(),
  Annotations: annotations,
}) satisfies z.ZodMiniType<FieldDiff>;

const objectDiff = z.looseObject({
  Type: diffType,
  Name: z.string(),
  Fields: z.nullish(z.array(fieldDiff)),
  get Objects(): z.ZodMiniType<readonly ObjectDiff[] | null | undefined> {
    return z.nullish(z.array(objectDiff));
  },
});

const contents = { Fields: z.nullish(z.array(fieldDiff)), Objects: z.nullish(z.array(objectDiff)) };

const taskDiff = z.looseObject({
  Type: diffType,
  Name: z.string(),
  ...contents,
  Annotations: annotations,
}) satisfies z.ZodMiniType<TaskDiff>;

const taskGroupDiff = z.looseObject({
  Type: diffType,
  Name: z.string(),
  ...contents,
  Tasks: z.nullish(z.array(taskDiff)),
  Updates: z.nullish(z.record(z.string(), uint)),
}) satisfies z.ZodMiniType<TaskGroupDiff>;

/** The difference between two versions of a job, as the server sees it. */
export const jobDiff = z.looseObject({
  Type: diffType,
  ID: z.string(),
  ...contents,
  TaskGroups: z.nullish(z.array(taskGroupDiff)),
}) satisfies z.ZodMiniType<JobDiff>;

/** What is to be done with a group's allocations. Counters are unsigned: a server that counts below zero answers numbers near 2^64. */
export const desiredUpdates = z.looseObject({
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
}) satisfies z.ZodMiniType<DesiredUpdates>;

const preemptedAllocation = z.looseObject({
  ID: z.string(),
  JobID: z.string(),
  JobType: z.optional(z.string()),
  Namespace: z.optional(z.string()),
  TaskGroup: z.string(),
});

/** The answer to `PUT /v1/job/:id/plan`. */
export const planResponse = z.looseObject({
  JobModifyIndex: uint,
  Diff: z.nullish(jobDiff),
  Annotations: z.nullish(
    z.looseObject({
      DesiredTGUpdates: z.nullish(z.record(z.string(), desiredUpdates)),
      PreemptedAllocs: z.nullish(z.array(preemptedAllocation)),
    }),
  ),
  FailedTGAllocs: z.nullish(z.record(z.string(), allocationMetric)),
  CreatedEvals: z.nullish(z.array(z.looseObject({ TriggeredBy: z.string(), Wait: z.optional(uint) }))),
  NextPeriodicLaunch: z.nullish(z.string()),
  Warnings: z.nullish(z.string()),
}) satisfies z.ZodMiniType<JobPlanResponse>;
