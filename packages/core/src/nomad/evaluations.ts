import * as z from "zod/mini";

import { allocationMetric } from "../answers/allocation-metric.ts";
import { allocationStub } from "./allocations.ts";
import { apiPath } from "./api-path.ts";
import { read, type ListOptions, type ReadOptions } from "./call.ts";
import { count, int64, list, map, optional, text, time } from "../http/go-value.ts";
import { desiredUpdates } from "../answers/plan-response.ts";
import type { Transport } from "./transport.ts";

/**
 * One run of the scheduler for a job.
 * @see hashicorp/nomad api/evaluations.go Evaluation (2.0.5)
 */
export type Evaluation = z.infer<typeof evaluation>;

/** Reads an `Evaluation`; a field that the server leaves out or sends as null has its zero value. */
export const evaluation = z.looseObject({
  ID: z.string(),
  Namespace: text,
  JobID: text,
  Type: text,
  TriggeredBy: text,
  /** `pending`, `complete`, `failed`, `blocked` or `canceled`. */
  Status: z.string(),
  StatusDescription: text,
  DeploymentID: text,
  NextEval: text,
  PreviousEval: text,
  /** The evaluation that waits for what could not be placed; "" when all was. */
  BlockedEval: text,
  WaitUntil: time,
  FailedTGAllocs: map(allocationMetric),
  QueuedAllocations: map(z.int()),
  /** The intended changes to the allocations of each group. */
  PlanAnnotations: optional(z.looseObject({ DesiredTGUpdates: map(desiredUpdates) })),
  /** The version that it is about; `undefined` when nothing changed, and where no registration started it. */
  JobModifyIndex: optional(z.union([z.int(), z.bigint()])),
  Priority: count,
  CreateIndex: int64,
  ModifyIndex: int64,
  /** Nanoseconds since 1970. */
  CreateTime: int64,
  ModifyTime: int64,
});

/** Evaluations over a transport. */
export function createEvaluations(transport: Transport) {
  return {
    /** All evaluations, oldest first; also one job's when `job` is given. */
    list: (options: ListOptions & { readonly job?: string | undefined } = {}) =>
      read(transport, "/v1/evaluations", list(evaluation), options, { job: options.job }),

    /** @throws {NomadxError} `not-found` */
    read: (id: string, options: ReadOptions = {}) =>
      read(transport, apiPath`/v1/evaluation/${id}`, evaluation, options),

    /** The allocations that this evaluation made or touched; none for an unknown ID. */
    allocations: (id: string, options: ReadOptions = {}) =>
      read(transport, apiPath`/v1/evaluation/${id}/allocations`, list(allocationStub), options),
  };
}
