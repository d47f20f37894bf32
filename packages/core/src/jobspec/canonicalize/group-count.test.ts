import { expect, test } from "vitest";

import { groupCount } from "./group-count.ts";

test.each([
  ["nothing", {}, 1],
  ["a count", { Count: 3 }, 3],
  ["a count of none", { Count: 0, Scaling: { Min: 2, Max: 5 } }, 0],
  ["the least that scaling allows", { Scaling: { Min: 2, Max: 5 } }, 2],
  ["a scaling policy without a least number", { Scaling: { Max: 5 } }, 1],
  ["null, as Nomad's JSON has it", { Count: null, Scaling: null }, 1],
])("the count of a group with %s", (_, group, count) => {
  expect(groupCount(group)).toBe(count);
});
