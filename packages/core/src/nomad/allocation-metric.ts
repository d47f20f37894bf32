import * as z from "zod/mini";

import type { AllocationMetric } from "../plan/job-diff.ts";

const counts = z.nullish(z.record(z.string(), z.int()));

/** Why allocations of a group could not be placed, or where they were. */
export const allocationMetric = z.looseObject({
  NodesEvaluated: z.int(),
  NodesFiltered: z.int(),
  NodesExhausted: z.int(),
  CoalescedFailures: z.int(),
  NodesInPool: z.optional(z.int()),
  NodePool: z.optional(z.string()),
  NodesAvailable: counts,
  ClassFiltered: counts,
  ConstraintFiltered: counts,
  ClassExhausted: counts,
  DimensionExhausted: counts,
  QuotaExhausted: z.nullish(z.array(z.string())),
}) satisfies z.ZodMiniType<AllocationMetric>;
