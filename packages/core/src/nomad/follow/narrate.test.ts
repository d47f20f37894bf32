import { expect, test } from "vitest";

import type { FollowEvent } from "./events.ts";
import { replayFlow } from "./testing/replay-flow.ts";

/** The subject of each event, in one word or two. */
function brief(event: FollowEvent): string {
  switch (event.kind) {
    case "evaluation":
    case "deployment":
      return `${event.kind} ${event.status}`;
    case "progress":
      return `progress ${event.groups.map(({ placed, healthy, unhealthy }) => [placed, healthy, unhealthy].join("/")).join()}`;
    case "allocation-status":
      return `${event.name.replace(/^.*\./, "")} v${event.jobVersion} ${event.to}`;
    case "allocation-placed":
    case "allocation-healthy":
    case "allocation-failing":
    case "allocation-updated":
      return `${event.name.replace(/^.*\./, "")} v${event.jobVersion} ${event.kind.replace("allocation-", "")}`;
    case "reverting":
      return `reverting ${event.from} to ${event.to}`;
    case "unchanged":
    case "blocked":
    case "unblocked":
    case "awaiting-promotion":
    case "promoted":
    case "reschedule":
    case "task-restarted":
      return event.kind;
  }
}

function told(flow: string, which = 0): string[] {
  return replayFlow(flow, which).events.map(brief);
}

test("a deployment is told from its evaluation to its success", () => {
  const events = told("service-success");
  expect(events[0]).toMatch(/^evaluation /);
  expect(events.filter((event) => event.endsWith("placed"))).toEqual([
    "web[0] v0 placed",
    "web[1] v0 placed",
  ]);
  expect(events.filter((event) => event.endsWith(" running"))).toContain("web[0] v0 running");
  expect(events.filter((event) => event.endsWith(" healthy"))).toHaveLength(2);
  expect(events.filter((event) => event.startsWith("deployment"))).toEqual([
    "deployment running",
    "deployment successful",
  ]);
});

test("allocations that run already and stay as they are are no news", () => {
  expect(told("service-success", 1).filter((event) => event.startsWith("web["))).toEqual([]);
});

test("an allocation that fails is told before its deployment ends", () => {
  const events = told("service-stuck");
  expect(events.indexOf("web[0] v0 failing")).toBeGreaterThan(-1);
  expect(events.indexOf("web[0] v0 failing")).toBeLessThan(events.indexOf("deployment failed"));
});

test("a rollback is told with the version that runs after it", () => {
  const events = told("service-reverted", 1);
  const after = events.slice(events.indexOf("reverting 1 to 2"));
  expect(after).toContain("web[0] v2 placed");
  expect(after).toContain("web[0] v2 healthy");
  expect(after.at(-1)).toBe("deployment successful");
});

test("a system job's rollback has no deployment of its own", () => {
  const events = told("system-reverted", 1);
  const after = events.slice(events.indexOf("reverting 1 to 2"));
  expect(after).toContain("web[0] v2 running");
  expect(after.filter((event) => event.startsWith("deployment"))).toEqual([]);
});

test("allocations of a version that took the place are not told", () => {
  expect(told("service-superseded", 0).filter((event) => event.includes(" v1 "))).toEqual([]);
});

test("canaries are awaited, then promoted", () => {
  const events = told("canary-promoted", 1);
  expect(events.indexOf("awaiting-promotion")).toBeGreaterThan(-1);
  expect(events.indexOf("promoted")).toBeGreaterThan(events.indexOf("awaiting-promotion"));
});

test("a failed batch allocation is told with the time of the next attempt", () => {
  const { events } = replayFlow("batch-rescheduled");
  const reschedule = events.find(({ kind }) => kind === "reschedule");
  expect(reschedule?.kind === "reschedule" && Date.parse(reschedule.waitUntil)).toBeGreaterThan(0);
});

test("of a job that has not changed the old deployment is not told as if it were new", () => {
  expect(told("service-crashed", 1)).toEqual([
    "evaluation pending",
    "unchanged",
    "web[0] v0 failing",
    "evaluation complete",
  ]);
});

test("what is blocked and what no longer is is told once each", () => {
  const events = told("service-blocked-then-placed");
  expect(events.filter((event) => event.endsWith("blocked"))).toEqual(["blocked", "unblocked"]);
});
