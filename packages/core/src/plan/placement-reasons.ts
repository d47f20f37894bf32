import type { AllocationMetric, NodeCounts } from "../answers/allocation-metric.ts";
import { quote } from "../go/quote.ts";

/**
 * Why allocations of one group cannot be placed, a line for each reason: the words that plans, the following of jobs and
 * `verify` share. They are those of Nomad's CLI, and the empty node pool that it does not mention.
 * @example placementFailureReasons(metric) // ['Constraint "${attr.kernel.name} = plan9": 2 nodes excluded by filter']
 */
export function placementFailureReasons(metric: AllocationMetric): string[] {
  const { NodePool: pool = "", NodesInPool: nodes } = metric;
  const isEmptyPool = pool !== "" && nodes === 0;
  return [
    ...nomadPlacementReasons(metric),
    ...(isEmptyPool ? [`No nodes are in node pool ${quote(pool)}`] : []),
  ];
}

/**
 * The same as Nomad's CLI prints it. Reasons of one kind are sorted; the CLI leaves their order to chance.
 * @see hashicorp/nomad command/monitor.go formatAllocMetrics (2.0.5)
 */
export function nomadPlacementReasons(metric: AllocationMetric): string[] {
  const reasons: string[] = [];
  if (metric.NodesEvaluated === 0) reasons.push("No nodes were eligible for evaluation");
  for (const [datacenter, nodes] of sorted(metric.NodesAvailable)) {
    if (nodes === 0) reasons.push(`No nodes are available in datacenter ${quote(datacenter)}`);
  }
  for (const [nodeClass, nodes] of sorted(metric.ClassFiltered)) {
    reasons.push(`Class ${quote(nodeClass)}: ${nodes} nodes excluded by filter`);
  }
  for (const [constraint, nodes] of sorted(metric.ConstraintFiltered)) {
    reasons.push(`Constraint ${quote(constraint)}: ${nodes} nodes excluded by filter`);
  }
  if (metric.NodesExhausted > 0) reasons.push(`Resources exhausted on ${metric.NodesExhausted} nodes`);
  for (const [nodeClass, nodes] of sorted(metric.ClassExhausted)) {
    reasons.push(`Class ${quote(nodeClass)} exhausted on ${nodes} nodes`);
  }
  for (const [dimension, nodes] of sorted(metric.DimensionExhausted)) {
    reasons.push(`Dimension ${quote(dimension)} exhausted on ${nodes} nodes`);
  }
  for (const quota of metric.QuotaExhausted ?? []) reasons.push(`Quota limit hit ${quote(quota)}`);
  return reasons;
}

function sorted(counts: NodeCounts | null | undefined): [string, number][] {
  return Object.entries(counts ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1));
}
