import type { JobEvent } from "@nomadx/core/nomad";
import { expect, test } from "vitest";

import { choosePalettes } from "../terminal/palette.ts";
import { FollowLines } from "./follow-lines.ts";

const { err: palette } = await choosePalettes("never", {}, { out: {}, err: {} });

function placed(index: number): JobEvent {
  const name = {
    allocationId: `${index}`.padStart(8, "0"),
    name: `web.web[${index}]`,
    nodeId: "n",
    jobVersion: 0,
    nodeName: "vm",
  };
  return { kind: "allocation-placed", at: 0, group: "web", canary: false, ...name };
}

function progress(desired: number, healthy: number): JobEvent {
  const counts = { desired, healthy, placed: desired, unhealthy: 0, canaries: 0, promoted: false };
  return {
    kind: "progress",
    at: 0,
    deploymentId: "d",
    groups: [{ group: "web", deadline: undefined, ...counts }],
  };
}

test("the first ten allocations are told one by one, then they are counted", () => {
  const lines = new FollowLines(palette);
  const told = Array.from({ length: 100 }, (_, index) => lines.next("web", placed(index)));
  expect(told.slice(0, 11)).toEqual([
    ...Array.from(
      { length: 10 },
      (_, index) => `allocation 0000000${index} (web.web[${index}]) placed on vm`,
    ),
    undefined,
  ]);
  expect(told.slice(10).filter((line) => line !== undefined)).toEqual(
    [20, 30, 40, 50, 60, 70, 80, 90, 100].map((count) => `${count} allocations placed`),
  );
});

test("each job is counted for itself", () => {
  const lines = new FollowLines(palette);
  for (let index = 0; index < 10; index++) lines.next("a", placed(index));
  expect(lines.next("a", placed(10))).toBeUndefined();
  expect(lines.next("b", placed(10))).toBe("allocation 00000010 (web.web[10]) placed on vm");
});

test.each([
  [3, [0, 1, 2, 3]],
  [100, [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100]],
  [105, [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100, 105]],
])("progress of %i allocations is told at %j", (desired, at) => {
  const lines = new FollowLines(palette);
  const healthy = Array.from({ length: desired + 1 }, (_, index) => index);
  const told = healthy.filter((count) => lines.next("web", progress(desired, count)) !== undefined);
  expect(told).toEqual(at);
});

test("what happens once is always told", () => {
  const lines = new FollowLines(palette);
  const event: JobEvent = { kind: "promoted", at: 0, deploymentId: "abcdefghij" };
  expect([lines.next("web", event), lines.next("web", event)]).toEqual([
    "deployment abcdefgh is promoted",
    "deployment abcdefgh is promoted",
  ]);
});
