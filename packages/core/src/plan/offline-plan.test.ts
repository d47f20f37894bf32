import { expect, test } from "vitest";

import type { JobDiff } from "../answers/plan-response.ts";
import { planOffline } from "./offline-plan.ts";
import { renderPlanSummary, summarizePlans } from "./plan-summary.ts";
import { planVerdict } from "./plan-verdict.ts";
import { renderPlan } from "./render-plan.ts";
import { recordedPlan } from "./testing/recorded-plans.ts";

test.each(["new-service", "no-node-fits", "periodic", "parameterized", "system-new", "preemption"])(
  "%s: fields, groups, tasks and annotations are what the server lists for a new job",
  (name) => {
    const { job, plan } = recordedPlan(name);
    expect(plan.Diff && plainFields(plan.Diff)).toEqual(plainFields(planOffline(job).Diff));
  },
);

test.each([
  ["new-service", { create: 2 }],
  ["periodic", { create: 1 }],
  ["parameterized", { create: 1 }],
])("%s: as many placements as the server says", (name, updates) => {
  const { job, plan } = recordedPlan(name);
  const offline = planOffline(job);
  expect(offline.Diff.TaskGroups?.[0]?.Updates).toEqual(updates);
  expect(offline.Diff.TaskGroups?.[0]?.Updates).toEqual(plan.Diff?.TaskGroups?.[0]?.Updates);
  expect(offline.Annotations?.DesiredTGUpdates).toEqual(plan.Annotations?.DesiredTGUpdates);
});

test("a group without a count runs as often as its scaling block says at least", () => {
  const { Diff } = planOffline({ ID: "web", TaskGroups: [{ Name: "web", Scaling: { Min: 3 } }] });
  expect(Diff.TaskGroups?.[0]?.Updates).toEqual({ create: 3 });
});

test("a group of count 0 creates nothing", () => {
  const { Diff, Annotations } = planOffline({ ID: "web", TaskGroups: [{ Name: "web", Count: 0 }] });
  expect(Diff.TaskGroups?.[0]).toMatchObject({ Updates: null });
  expect(Diff.TaskGroups?.[0]?.Fields?.[0]).toMatchObject({ Name: "Count", New: "0", Annotations: null });
  expect(Annotations?.DesiredTGUpdates?.["web"]?.Place).toBe(0);
});

test("it says what it was compared with and claims no dry run", () => {
  const plan = planOffline({
    ID: "web",
    TaskGroups: [{ Name: "web", Count: 2, Tasks: [{ Name: "server" }] }],
  });
  expect(renderPlan(plan, {}, { file: "web.ts", now: new Date(0), comparedWith: plan.comparedWith })).toBe(`\
+ Job: "web"
+ Task Group: "web" (2 create)
  + Task: "server" (forces create)

No dry run:
- Compared with an empty cluster: no server was asked and nothing was scheduled.
`);
});

test.each(["system", "sysbatch"])("nobody knows how often a %s job runs", (Type) => {
  const job = { ID: "agent", Type, TaskGroups: [{ Name: "agent", Tasks: [{ Name: "watch" }] }] };
  const plan = planOffline(job);
  expect(plan.Annotations?.DesiredTGUpdates).toEqual({});
  expect(renderPlan(plan, job, { file: "agent.ts", now: new Date(0), comparedWith: plan.comparedWith }))
    .toBe(`\
+ Job: "agent"
+ Task Group: "agent" (create on every eligible node)
  + Task: "watch" (forces create)

No dry run:
- Compared with an empty cluster: no server was asked and nothing was scheduled.
`);
  const summary = summarizePlans([planVerdict(plan, job, plan.comparedWith)]);
  expect(renderPlanSummary(summary, plan.comparedWith)).toBe(`\
Plan: 1 job to change (1 new): 1 group on every eligible node.
Compared with an empty cluster: no server was asked and nothing was scheduled.`);
});

/** A diff without its blocks, which the offline planner leaves out, and without numbers. */
function plainFields(diff: JobDiff): unknown {
  return {
    ...diff,
    Objects: diff.Objects?.filter(({ Name }) => Name === "Datacenters"),
    TaskGroups: diff.TaskGroups?.map((group) => ({
      ...group,
      Objects: null,
      Updates: null,
      Tasks: group.Tasks?.map((task) => ({ ...task, Objects: null })),
    })),
  };
}
