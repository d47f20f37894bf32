import { expect, test } from "vitest";

import type { FieldDiff, JobPlanResponse, ObjectDiff } from "../answers/plan-response.ts";
import { maskPlan } from "./mask-plan.ts";
import { recordedPlan } from "./testing/recorded-plans.ts";

test("what the server recorded of secret variables is nowhere in the copy, and still in the original", () => {
  const { plan } = recordedPlan("environment");
  const masked = JSON.stringify(maskPlan(plan, []));
  expect(masked).not.toContain("first-token");
  expect(masked).not.toContain("other-token");
  expect(masked).toContain('"Old":"(sensitive, before)"');
  expect(masked).toContain('"New":"(sensitive, after)"');
  expect(masked).toContain('"New":"debug"');
  expect(JSON.stringify(plan)).toContain("first-token");
});

test("a plan without secrets is equal to its copy", () => {
  for (const name of ["durations", "template", "no-node-fits", "system-new"]) {
    const { plan } = recordedPlan(name);
    expect(maskPlan(plan, [])).toEqual(plan);
  }
});

test("further parts of an answer are kept", () => {
  const masked = maskPlan({ JobModifyIndex: 7, comparedWith: "a cluster" }, []);
  expect(masked.comparedWith).toBe("a cluster");
});

test.each([
  ["", "Env[API_TOKEN]", "abc", "(sensitive)"],
  ["", "Env[TOKEN_FILE]", "abc", "abc"],
  ["", "Meta[deploy-secret]", "abc", "(sensitive)"],
  ["", "VaultToken", "abc", "(sensitive)"],
  ["", "User", "secret", "secret"],
  ["Config", "auth[0][password]", "abc", "(sensitive)"],
  ["Config", "auth[0][username]", "abc", "abc"],
  ["Config", "token", "abc", "(sensitive)"],
  ["Config", "args[0]", "--db-password=abc", "--db-password=(sensitive)"],
  ["Header", "Authorization[0]", "Bearer abc", "(sensitive)"],
  ["Artifact", "GetterHeaders[X-Auth]", "abc", "(sensitive)"],
  ["Artifact", "GetterSource", "https://u:pw@host/x.tgz", "(sensitive)"],
  ["Template", "EmbeddedTmpl", "A=1\nDB_PASSWORD=abc\n", "A=1\nDB_PASSWORD=(sensitive)\n"],
  // Nomad's own names hold no secrets, whatever they look like.
  ["Resources", "SecretsMB", "64", "64"],
  ["Vault", "AllowTokenExpiration", "false", "false"],
])("%s %s: %j is shown as %j", (object, Name, New, shown) => {
  const field: FieldDiff = { Type: "Added", Name, Old: "", New };
  expect(maskedFields(object, [field])[0]?.New).toBe(shown);
});

test("an argument behind a flag that announces a secret", () => {
  const fields = ["--user", "app", "--password", "abc", "--port", "80"].map((New, at): FieldDiff => ({
    Type: "None",
    Name: `args[${at}]`,
    Old: New,
    New,
  }));
  expect(maskedFields("Config", fields).map(({ New }) => New)).toEqual([
    ...["--user", "app", "--password", "(sensitive)", "--port", "80"],
  ]);
});

test("given values vanish from warnings and constraints", () => {
  const plan: JobPlanResponse = {
    JobModifyIndex: 7,
    Warnings: 'task "hunter2" is odd',
    FailedTGAllocs: {
      web: {
        NodesEvaluated: 1,
        NodesFiltered: 1,
        NodesExhausted: 0,
        CoalescedFailures: 0,
        ConstraintFiltered: { "${meta.key} = hunter2": 1 },
      },
    },
  };
  expect(JSON.stringify(maskPlan(plan, ["hunter2", "abc"]))).not.toContain("hunter2");
  expect(maskPlan(plan, ["hunter2"]).Warnings).toBe('task "(sensitive)" is odd');
});

/** The fields of an object of a task ("": of the task itself) after masking. */
function maskedFields(object: string, fields: FieldDiff[]): readonly FieldDiff[] {
  const inner: ObjectDiff = { Type: "Edited", Name: object, Fields: fields };
  const task = { Type: "Edited", Name: "server" } as const;
  const contents = object === "" ? { Fields: fields } : { Objects: [inner] };
  const plan: JobPlanResponse = {
    JobModifyIndex: 7,
    Diff: {
      Type: "Edited",
      ID: "web",
      TaskGroups: [{ Type: "Edited", Name: "web", Tasks: [{ ...task, ...contents }] }],
    },
  };
  const masked = maskPlan(plan, []).Diff?.TaskGroups?.[0]?.Tasks?.[0];
  return (object === "" ? masked?.Fields : masked?.Objects?.[0]?.Fields) ?? [];
}
