import { expect, test } from "vitest";

import { describeBlocked } from "./placement.ts";
import { replayFlow } from "./testing/replay-flow.ts";

test("all missing instances are counted, also those that failed for the same reason", () => {
  const event = replayFlow("service-blocked-then-placed").events.find(({ kind }) => kind === "blocked");
  if (event?.kind !== "blocked") throw new RangeError("nothing is blocked");
  expect(event.groups.map(({ group, missing }) => [group, missing])).toEqual([["web", 2]]);
});

test("a group of unknown size is named without a number", () => {
  const blocked = { group: "web", missing: undefined, reasons: ["No nodes were eligible for evaluation"] };
  expect(describeBlocked(blocked)).toBe(
    'Group "web" could not be placed. No nodes were eligible for evaluation.',
  );
});
