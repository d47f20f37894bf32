import * as z from "zod/mini";

/** Counts of nodes by name (datacenter, class, constraint or dimension). */
export type NodeCounts = Readonly<Record<string, number>>;

const counts = z.nullish(z.record(z.string(), z.int()));

/**
 * Why allocations of one group could not be placed, or where they were.
 * @see hashicorp/nomad api/allocations.go AllocationMetric (2.0.5)
 */
export type AllocationMetric = z.infer<typeof allocationMetric>;

/** Reads an `AllocationMetric`. */
export const allocationMetric = z.looseObject({
  NodesEvaluated: z.int(),
  NodesFiltered: z.int(),
  NodesExhausted: z.int(),
  /** Further failures for the same reason, this one not counted. */
  CoalescedFailures: z.int(),
  NodesInPool: z.optional(z.int()),
  NodePool: z.optional(z.string()),
  /** By datacenter. */
  NodesAvailable: counts,
  ClassFiltered: counts,
  ConstraintFiltered: counts,
  ClassExhausted: counts,
  DimensionExhausted: counts,
  QuotaExhausted: z.nullish(z.array(z.string())),
});
