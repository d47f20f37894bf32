import { expect, test } from "vitest";

import type { DesiredUpdates, DiffType } from "../answers/plan-response.ts";
import { nomadExitCode } from "./nomad-exit-code.ts";
import { recordedPlans } from "./testing/recorded-plans.ts";

test.each(recordedPlans.map((recorded) => [recorded.about, recorded] as const))(
  "the CLI's exit code: %s",
  (_, { plan, cli }) => {
    expect(cli.map(() => nomadExitCode(plan))).toEqual(cli.map(({ exit }) => exit));
  },
);

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

test.each<[string, DiffType, Partial<DesiredUpdates>, number]>([
  ["an update in place", "Edited", { InPlaceUpdate: 3 }, 0],
  ["a placement", "Edited", { Place: 1 }, 1],
  ["a migration", "Edited", { Migrate: 1 }, 1],
  ["a canary", "Edited", { Canary: 1 }, 1],
  ["a placement of an unchanged job", "None", { Place: 1 }, 0],
  [
    "a counter below zero that others make up for",
    "Edited",
    { Place: 18446744073709551614n, DestructiveUpdate: 2 },
    0,
  ],
  ["a counter below zero", "Edited", { Place: 18446744073709551614n, DestructiveUpdate: 3 }, 1],
])("%s, diff %s", (_, Type, updates, code) => {
  const plan = {
    JobModifyIndex: 7,
    Diff: { Type, ID: "web" },
    Annotations: { DesiredTGUpdates: { web: { ...nothing, ...updates } } },
  };
  expect(nomadExitCode(plan)).toBe(code);
});

test("a plan without annotations changes nothing", () => {
  expect(nomadExitCode({ JobModifyIndex: 7, Diff: { Type: "Edited", ID: "web" } })).toBe(0);
});
