import { expect, test } from "vitest";

import { renderPlanSummary, summarizePlans } from "./plan-summary.ts";
import { planVerdict, type PlanVerdict } from "./plan-verdict.ts";
import { recordedPlan } from "./testing/recorded-plans.ts";

const server = { kind: "server", address: "http://127.0.0.1:4646", region: "global" } as const;

test.each([
  [[], "No changes. 0 jobs match."],
  [["unchanged-service"], "No changes. 1 job matches."],
  [["unchanged-service", "scaling-unchanged", "system-unchanged"], "No changes. 3 jobs match."],
  [["new-service"], "Plan: 1 job to change (1 new): 2 create."],
  [
    ["new-service", "count-up", "environment", "unchanged-service"],
    "Plan: 3 jobs to change (1 new), 1 unchanged: 3 create, 2 in-place update, 2 create/destroy update (1 at once).",
  ],
  [
    ["count-down", "canary"],
    "Plan: 2 jobs to change: 1 canary, 1 in-place update, 2 create/destroy update once promoted, 1 destroy.",
  ],
  [["tag-only"], "Plan: 1 job to change: 2 in-place update."],
])("%j", (names, line) => {
  expect(renderPlanSummary(summarizePlans(verdicts(names)), server)).toBe(`${line}
Compared with Nomad at http://127.0.0.1:4646 (region global).`);
});

test("jobs that do not fit are named", () => {
  const summary = summarizePlans(verdicts(["no-node-fits", "system-no-node-fits", "unchanged-service"]));
  expect(renderPlanSummary(summary, server)).toBe(`\
Plan: 2 jobs to change (2 new), 1 unchanged: 4 create.
Not all allocations can be placed: homeless, giant.
Compared with Nomad at http://127.0.0.1:4646 (region global).`);
});

test("jobs that could not be planned are counted apart", () => {
  expect(renderPlanSummary(summarizePlans(verdicts(["unchanged-service"]), 2), server)).toMatch(
    /^No changes\. 1 job matches\. 2 jobs could not be planned\.\n/,
  );
});

test("a change that touches no allocation is still a change", () => {
  const counts = { create: 0, canary: 0, inPlace: 0, destructive: 0, waiting: 0, destroy: 0, migrate: 0 };
  const verdict: PlanVerdict = { job: "mailer", kind: "changed", counts, onEveryNode: [], unplaced: [] };
  const summary = summarizePlans([verdict]);
  expect(summary).toEqual({
    changes: true,
    new: 0,
    changed: 1,
    unchanged: 0,
    removed: 0,
    failed: 0,
    allocations: counts,
    onEveryNode: 0,
    unplaced: [],
  });
  expect(renderPlanSummary(summary, server)).toMatch(/^Plan: 1 job to change: no allocation is touched\.\n/);
});

test("what is left to do for a job that has not changed is a change, too", () => {
  const counts = { create: 1, canary: 0, inPlace: 0, destructive: 0, waiting: 0, destroy: 0, migrate: 0 };
  const left: PlanVerdict = { job: "agent", kind: "unchanged", counts, onEveryNode: [], unplaced: [] };
  const summary = summarizePlans([left, ...verdicts(["unchanged-service"])]);
  expect(summary).toMatchObject({ changes: true, changed: 0, unchanged: 2, allocations: counts });
  expect(renderPlanSummary(summary, server)).toMatch(
    /^Plan: 2 jobs unchanged, with allocations left to do: 1 create\.\n/,
  );
});

function verdicts(names: readonly string[]): PlanVerdict[] {
  return names.map((name) => {
    const { plan, job } = recordedPlan(name);
    return planVerdict(plan, job, server);
  });
}
