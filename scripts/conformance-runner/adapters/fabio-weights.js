// @ts-check
// fabio/oracle-weights.json: fixed weights of the targets of a route; weights to the last digit, slots and ring.
import { difference, fabioAdapter } from "../fabio-cases.js";
import { library } from "../library.js";

const { effectiveWeights, ringOf } = await library("/fabio");

export const adapter = fabioAdapter(/\/fabio\/oracle-weights\.json$/, (item) => {
  const weights = effectiveWeights(item.fixed);
  const { slots, ring } = ringOf(
    item.fixed.map((/** @type {number} */ fixedWeight, /** @type {number} */ index) => ({
      fixedWeight,
      weight: weights[index],
    })),
  );
  return (
    difference("weights", weights, item.weights) ??
    difference("slots", slots, item.slots) ??
    difference("ring", ring.length, item.ring) ??
    difference("slots of the ring", ring.slice(0, item.firstRingSlots.length), item.firstRingSlots)
  );
});
