import { expect, test } from "vitest";

import { describeBlocked, describePlacement } from "./placement.ts";
import { replayFlow } from "./testing/replay-flow.ts";

test.each([
  [{ NodesEvaluated: 0 }, ["No node was eligible"]],
  [
    { NodesEvaluated: 0, NodesAvailable: { dc1: 2, moon: 0 }, NodePool: "gpu", NodesInPool: 0 },
    ["No node was eligible", 'No node is available in datacenter "moon"', 'No node is in node pool "gpu"'],
  ],
  [
    {
      NodesEvaluated: 3,
      ConstraintFiltered: { "${meta.which} = one": 1 },
      ClassFiltered: { second: 1 },
      NodesExhausted: 2,
      DimensionExhausted: { memory: 1, cpu: 2 },
      ClassExhausted: { first: 2 },
      QuotaExhausted: ["cpu exhausted (600 needed > 500 limit)"],
    },
    [
      "Nodes evaluated: 3",
      'Constraint "${meta.which} = one" ruled out 1 node',
      'Ruled out in node class "second": 1 node',
      "Resources are exhausted on 2 nodes",
      "Exhausted on 2 nodes: cpu",
      "Exhausted on 1 node: memory",
      'Exhausted in node class "first": 2 nodes',
      'Quota limit "cpu exhausted (600 needed > 500 limit)" is reached',
    ],
  ],
])("placement metrics become sentences (%#)", (metrics, sentences) => {
  expect(describePlacement(metrics)).toEqual(sentences);
});

test("all missing instances are counted, also those that failed for the same reason", () => {
  const event = replayFlow("service-blocked-then-placed").events.find(({ kind }) => kind === "blocked");
  if (event?.kind !== "blocked") throw new RangeError("nothing is blocked");
  expect(event.groups.map(({ group, missing }) => [group, missing])).toEqual([["web", 2]]);
});

test("a group of unknown size is named without a number", () => {
  const blocked = { group: "web", missing: undefined, reasons: ["No node was eligible"] };
  expect(describeBlocked(blocked)).toBe('Group "web" could not be placed. No node was eligible.');
});
