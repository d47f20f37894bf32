import { expect, test } from "vitest";

import type { DesiredUpdates, JobPlanResponse } from "../answers/plan-response.ts";
import { planVerdict, type AllocationCounts } from "./plan-verdict.ts";
import { recordedPlan, recordedPlans } from "./testing/recorded-plans.ts";

const server = { kind: "server", address: "http://127.0.0.1:4646" } as const;
const none: AllocationCounts = {
  create: 0,
  canary: 0,
  inPlace: 0,
  destructive: 0,
  waiting: 0,
  destroy: 0,
  migrate: 0,
};

const verdicts: readonly [string, string, Partial<AllocationCounts>][] = [
  ["new-service", "new", { create: 2 }],
  ["unchanged-service", "unchanged", {}],
  ["count-up", "changed", { create: 1, inPlace: 2 }],
  ["count-down", "changed", { destroy: 1, inPlace: 1 }],
  ["tag-only", "changed", { inPlace: 2 }],
  ["environment", "changed", { destructive: 1, waiting: 1 }],
  ["durations", "changed", { inPlace: 2 }],
  ["template", "changed", { destructive: 1, waiting: 1 }],
  ["spread-only", "changed", { inPlace: 2 }],
  ["group-order", "changed", { inPlace: 2 }],
  ["scaling-unchanged", "unchanged", {}],
  ["scaling-changed", "changed", { inPlace: 2 }],
  ["canary", "changed", { canary: 1, waiting: 2 }],
  ["rolling", "unchanged", {}],
  ["system-new", "new", { create: 1 }],
  ["system-unchanged", "unchanged", {}],
  ["system-in-place", "changed", { inPlace: 1 }],
  ["system-no-node-fits", "new", {}],
  ["no-node-fits", "new", { create: 4 }],
  ["periodic", "new", { create: 1 }],
  ["parameterized", "new", { create: 1 }],
  ["odd-texts", "changed", { destructive: 1, waiting: 1 }],
  ["preemption", "new", { create: 1 }],
];

test.each(verdicts)("%s is %s", (name, kind, counts) => {
  const { plan, job } = recordedPlan(name);
  const verdict = planVerdict(plan, job, server);
  expect(verdict).toMatchObject({ job: job.ID, kind, counts: { ...none, ...counts }, onEveryNode: [] });
});

test("every recording is judged above", () => {
  expect(recordedPlans.map(({ name }) => name)).toEqual(verdicts.map(([name]) => name).toSorted());
});

test("a change that no diff shows makes an unchanged job a changed one", () => {
  const { plan, job } = recordedPlan("unchanged-service");
  const change = {
    keys: ["Spreads"],
    name: "spread",
    kind: "order",
    before: "[1,2]",
    after: "[2,1]",
  } as const;
  expect(planVerdict(plan, job, server, [change]).kind).toBe("changed");
});

test("groups that do not fit are named", () => {
  const { plan, job } = recordedPlan("no-node-fits");
  expect(planVerdict(plan, job, server).unplaced).toEqual(["alien", "huge", "where"]);
});

const nothing: DesiredUpdates = {
  Ignore: 0,
  Place: 0,
  Migrate: 0,
  Stop: 0,
  InPlaceUpdate: 0,
  DestructiveUpdate: 0,
  Canary: 0,
  Preemptions: 0,
};

function edited(updates: Partial<DesiredUpdates>): JobPlanResponse {
  const group = { Type: "Edited", Name: "web" } as const;
  return {
    JobModifyIndex: 7,
    Diff: { Type: "Edited", ID: "web", TaskGroups: [group] },
    Annotations: { DesiredTGUpdates: { web: { ...nothing, ...updates } } },
  };
}

test.each<[string, string, Partial<DesiredUpdates>, Partial<AllocationCounts>]>([
  // Three nodes, all replaced, a fourth one new.
  ["system", "a node more", { DestructiveUpdate: 3, Place: 4 }, { destructive: 3, create: 1 }],
  ["system", "fewer nodes", { InPlaceUpdate: 2, Place: 2, Stop: 1 }, { inPlace: 2, destroy: 1 }],
  ["system", "nodes that fit no more", { DestructiveUpdate: 3, Place: 2 }, { destructive: 3 }],
  [
    "sysbatch",
    "a counter below zero",
    { DestructiveUpdate: 2, Place: 18446744073709551614n },
    { destructive: 2 },
  ],
  ["service", "a draining node", { Ignore: 2, Migrate: 1 }, { migrate: 1 }],
])("%s, %s", (Type, _, updates, counts) => {
  expect(planVerdict(edited(updates), { Type }, server).counts).toEqual({ ...none, ...counts });
});

test("a group may be edited without anything listed", () => {
  expect(planVerdict(edited({}), {}, server).kind).toBe("changed");
});

test("while an earlier change is rolled out, the same job is unchanged although allocations are still replaced", () => {
  const plan: JobPlanResponse = {
    ...edited({ DestructiveUpdate: 1, Ignore: 3 }),
    Diff: { Type: "None", ID: "web", TaskGroups: [{ Type: "None", Name: "web" }] },
  };
  expect(planVerdict(plan, {}, server)).toMatchObject({
    kind: "unchanged",
    counts: { ...none, destructive: 1 },
  });
});

test.each<[string, string, Partial<DesiredUpdates>, Partial<AllocationCounts>]>([
  ["service", "an allocation that was stopped", { Place: 1, Ignore: 2 }, { create: 1 }],
  ["service", "a node that is drained", { Migrate: 1, Ignore: 2 }, { migrate: 1 }],
  ["system", "an allocation that was stopped", { Place: 3, Ignore: 2 }, { create: 1 }],
  ["system", "nothing to do", { Place: 3, Ignore: 3 }, {}],
])("an unchanged %s job with %s", (Type, _, updates, counts) => {
  const plan: JobPlanResponse = {
    ...edited(updates),
    Diff: { Type: "None", ID: "web", TaskGroups: [{ Type: "None", Name: "web" }] },
  };
  expect(planVerdict(plan, { Type }, server)).toMatchObject({
    kind: "unchanged",
    counts: { ...none, ...counts },
  });
});

test("without a diff the index tells a new job", () => {
  expect(planVerdict({ JobModifyIndex: 0 }, { ID: "web" }, server)).toMatchObject({
    job: "web",
    kind: "new",
  });
  expect(planVerdict({ JobModifyIndex: 7 }, { ID: "web" }, server)).toMatchObject({ kind: "unchanged" });
});
