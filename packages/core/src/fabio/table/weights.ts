import { sortByCount } from "../../go/sort.ts";
import type { Target } from "./route-table.ts";

/** Slots of the ring of a route whose targets have fixed weights. */
const maxSlots = 10_000;

/**
 * The share of each target, from the fixed weights in the targets' order. Without fixed weights all are equal; sums
 * above 1, and sums below 1 that leave nobody to take the rest, are scaled to 1; the others share what is left.
 * The arithmetic is done in Fabio's order, so that the last digit is the same.
 * @see fabiolb/fabio route/route.go weighTargets (1.7.3)
 */
export function effectiveWeights(fixedWeights: readonly number[]): readonly number[] {
  let fixedCount = 0;
  let sum = 0;
  for (const weight of fixedWeights) {
    if (weight > 0) {
      fixedCount++;
      sum += weight;
    }
  }
  const count = fixedWeights.length;
  if (fixedCount === 0) return fixedWeights.map(() => 1 / count);
  const scale = sum > 1 || (fixedCount === count && sum < 1) ? 1 / sum : 1;
  const rest = Math.max((1 - sum) / (count - fixedCount), 0);
  return fixedWeights.map((weight) => (weight > 0 ? weight * scale : rest));
}

/** The wheel from which Fabio picks the targets of a route. */
export interface Ring {
  /** Number of slots of each target, in the targets' order. */
  readonly slots: readonly number[];
  /** Index of the target in each slot. Empty where weights are so large that they overflow: then requests fail. */
  readonly ring: readonly number[];
}

/**
 * The ring of a route: a slot each for targets without fixed weights, else 10,000 slots by weight, at least one for
 * every weight above 0, those with few slots placed first and spread out.
 * @see fabiolb/fabio route/route.go weighTargets (1.7.3)
 */
export function ringOf(targets: readonly Pick<Target, "fixedWeight" | "weight">[]): Ring {
  if (!targets.some(({ fixedWeight }) => fixedWeight > 0)) {
    return { slots: targets.map(() => 1), ring: targets.map((_, index) => index) };
  }
  const slots = targets.map(({ weight }) => slotCount(weight));
  const size = slots.reduce((sum, count) => sum + count, 0);
  const ring = Array.from({ length: size }, () => -1);
  for (const target of sortByCount(slots)) {
    const count = slots[target] ?? 0;
    const step = Math.trunc(size / count);
    let next = 0;
    for (let placed = 0; placed < count; placed++) {
      while (ring[next] !== -1) next = (next + 1) % size;
      ring[next] = target;
      next = (next + step) % size;
    }
  }
  return { slots, ring };
}

/**
 * Whether Fabio's process ends when it makes this ring: a weight that is no finite number makes the number of slots
 * negative. Two of them cancel each other out, on the 64 bit machines that Fabio is built for.
 */
export function crashes(weights: readonly number[]): boolean {
  return weights.filter((weight) => !Number.isFinite(weight)).length % 2 === 1;
}

function slotCount(weight: number): number {
  if (!Number.isFinite(weight)) return 0;
  const count = Math.trunc(maxSlots * weight);
  return count === 0 && weight > 0 ? 1 : count;
}
