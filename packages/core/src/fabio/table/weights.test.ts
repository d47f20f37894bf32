import { expect, test } from "vitest";

import { effectiveWeights, ringOf } from "./weights.ts";

test.each<[fixed: number[], effective: number[]]>([
  [
    [0, 0],
    [0.5, 0.5],
  ],
  [
    [0.5, 0, 0],
    [0.5, 0.25, 0.25],
  ],
  [
    [0.2, 0.2],
    [0.5, 0.5],
  ],
  [
    [3, 1, 0],
    [0.75, 0.25, 0],
  ],
  [
    [0.5, 0.5, 0],
    [0.5, 0.5, 0],
  ],
  [
    [NaN, 0],
    [0.5, 0.5],
  ],
])("fixed weights %j come out as %j", (fixed, effective) => {
  expect(effectiveWeights(fixed)).toEqual(effective);
});

test("targets with few slots are placed first, and spread out", () => {
  const weights = [0.25, 0.75];
  const { slots, ring } = ringOf(weights.map((weight) => ({ fixedWeight: weight, weight })));
  expect(slots).toEqual([2500, 7500]);
  expect(ring.slice(0, 8)).toEqual([0, 1, 1, 1, 0, 1, 1, 1]);
});

test("every weight above 0 has a slot", () => {
  const { slots, ring } = ringOf([
    { fixedWeight: 0.00001, weight: 0.00001 },
    { fixedWeight: 0, weight: 0.99999 },
    { fixedWeight: 0, weight: 0 },
  ]);
  expect(slots).toEqual([1, 9999, 0]);
  expect(ring).toHaveLength(10_000);
});
