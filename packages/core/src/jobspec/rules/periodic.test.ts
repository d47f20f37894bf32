import { expect, test } from "vitest";

import { parameterizedRules } from "./parameterized.ts";
import { periodicRules } from "./periodic.ts";
import { jobWith, testRules, type RuleInput } from "./testing/rule-cases.ts";
import { validateJob } from "./validate-job.ts";

type Job = Parameters<typeof jobWith>[0];

const daily = { Specs: ["0 3 * * *"] };

/** A batch job that is launched each night, but for what `periodic` says. */
function periodic(given: NonNullable<Job["Periodic"]>, job: Job = {}): RuleInput {
  return jobWith({ Type: "batch", Periodic: { ...daily, ...given }, ...job });
}

function crons(...Specs: readonly string[]): RuleInput {
  return periodic({ Specs: [...Specs] });
}

const first = "Periodic.Specs[0]";

testRules(periodicRules, {
  NX2701: {
    broken: [
      [periodic({}, { Type: "service" }), "Periodic"],
      [periodic({}, { Type: "system" }), "Periodic"],
    ],
    near: [periodic({}, { Type: "sysbatch" }), periodic({ Enabled: false }, { Type: "service" })],
  },
  NX2702: {
    broken: [[periodic({ Spec: "0 4 * * *" }), "Periodic.Spec"]],
    near: [periodic({ Spec: "" }), periodic({ Spec: "0 4 * * *", Specs: [] })],
  },
  NX2703: {
    broken: [
      [periodic({ Specs: [] }), "Periodic.Specs"],
      [jobWith({ Type: "batch", Periodic: {} }), "Periodic.Specs"],
    ],
    near: [crons(""), periodic({ Specs: [], Enabled: false })],
  },
  NX2704: {
    broken: [
      [periodic({ TimeZone: "europe/zurich" }), "Periodic.TimeZone"],
      [periodic({ TimeZone: "GMT+2" }), "Periodic.TimeZone"],
      [periodic({ TimeZone: "../UTC" }), "Periodic.TimeZone"],
      [periodic({ TimeZone: "Europe" }), "Periodic.TimeZone"],
    ],
    near: [
      periodic({ TimeZone: "Europe/Zurich" }),
      periodic({ TimeZone: "Local" }),
      periodic({ TimeZone: "" }),
      periodic({ TimeZone: "posix/Etc/GMT+2" }),
    ],
  },
  NX2705: {
    broken: [
      [periodic({ SpecType: "Cron" }), "Periodic.SpecType"],
      [periodic({ SpecType: "" }), "Periodic.SpecType"],
    ],
    near: [periodic({ SpecType: "cron" }), periodic({ SpecType: "_internal_test" })],
  },
  NX2706: {
    broken: [
      [crons("0 3 * * *", "0 24 * * *"), "Periodic.Specs[1]"],
      [crons(""), first],
      [crons("@every 1h"), first],
      [periodic({ Spec: "*/60 * * * *", Specs: [] }), "Periodic.Spec"],
    ],
    near: [crons("*/59 23 * * 7", "@daily"), periodic({ SpecType: "_internal_test", Spec: "1", Specs: [] })],
  },
  NX2707: {
    broken: [
      [crons("0 0 1 10-2 *"), first],
      [crons("50-10 3 * * *"), first],
    ],
    near: [
      crons("0 0 1 10-12,1-2 *"),
      crons("0 0 25-5 * *"),
      crons("0 0 1 10-2 * 2020"),
      periodic({ Specs: ["0 0 1 10-2 *"] }, { ParameterizedJob: {} }),
    ],
  },
  NX2708: {
    severity: "warning",
    broken: [
      [crons("0 0 30 2 *"), first],
      [crons("0 3 * * *", "0 22-4 * * *"), "Periodic.Specs[1]"],
      [crons("0 0 1 1 * 2020"), first],
    ],
    near: [crons("0 0 29 2 *"), crons("0 22-4,12 * * *"), crons("0 0 1 10-2 *")],
  },
  NX2709: {
    severity: "warning",
    broken: [[crons("0 22-4,12 * * *"), first]],
    near: [crons("0 4-22 * * *"), crons("0 0 * * SAT-SUN"), crons("0 22-4 * * *")],
  },
  NX2710: {
    severity: "warning",
    broken: [
      [crons("0 3 * * 05"), first],
      [crons("0 3 * * MON,01-05"), first],
    ],
    near: [crons("0 3 * * 5"), crons("05 03 05 05 *"), crons("0 3 * * 00"), crons("0 3 * * 07")],
  },
  NX2711: {
    severity: "warning",
    broken: [[crons("0 0 3 * * *"), first]],
    near: [crons("0 3 * * *"), crons("0 0 3 * * * *"), crons("0 3 * * * 2030"), crons("0 30 4 * * *")],
  },
  "NX210 Spec": {
    severity: "warning",
    broken: [
      [periodic({ Spec: "0 3 * * *" }), "Periodic.Spec"],
      [periodic({ Spec: "0 3 * * *", Enabled: false }), "Periodic.Spec"],
    ],
    near: [periodic({})],
  },
});

function parameterized(given: NonNullable<Job["ParameterizedJob"]>, job: Job = {}): RuleInput {
  return jobWith({ Type: "batch", ParameterizedJob: given, ...job });
}

testRules(parameterizedRules, {
  NX2720: {
    broken: [[parameterized({}, { Type: "service" }), "ParameterizedJob"]],
    near: [parameterized({}), parameterized({}, { Type: "sysbatch", Periodic: daily })],
  },
  "NX205 Payload": {
    broken: [[parameterized({ Payload: "Required" }), "ParameterizedJob.Payload"]],
    near: [parameterized({ Payload: "" }), parameterized({ Payload: "forbidden" })],
  },
  NX2721: {
    broken: [
      [
        parameterized({ MetaRequired: ["a", "b"], MetaOptional: ["c", "b"] }),
        "ParameterizedJob.MetaOptional[1]",
      ],
    ],
    near: [parameterized({ MetaRequired: ["a", "a"], MetaOptional: ["A"] })],
  },
});

test.each([
  [
    { ...daily, TimeZone: "UTC+02:00" },
    'Write "Etc/GMT-2": in these names the sign is the other way around.',
  ],
  [{ ...daily, TimeZone: "Europe/Zurch" }, 'Did you mean "Europe/Zurich"?'],
  [{ Specs: ["0 0 1 10-2 *"] }, 'Write "10-12,1-2" instead of "10-2".'],
  [{ Specs: ["0 0 1 10,12-1 *"] }, 'Write "12,1".'],
  [{ Specs: ["0 3 * * 05"] }, 'Write "5", or the name of the day.'],
])("the way out of %j is: %s", (times, help) => {
  expect(validateJob(jobWith({ Type: "batch", Periodic: times }))[0]?.help).toBe(help);
});
