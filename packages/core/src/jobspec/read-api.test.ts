import { expect, test } from "vitest";

import { readApiJob } from "./read-api.ts";

const group = { Name: "g", Tasks: [{ Name: "t", Driver: "exec" }] };
const TaskGroups = [group];

test.each([
  ["bare", { ID: "web", Priority: 70, TaskGroups }],
  ["wrapped", { Job: { ID: "web", Priority: 70, TaskGroups } }],
  ["in other cases", { job: { id: "web", PRIORITY: 70, taskgroups: TaskGroups } }],
  ["with null", { ID: "web", Priority: 70, Name: null, TaskGroups }],
])("a job %s is read", (_, value) => {
  expect(readApiJob(value)).toEqual({
    job: { ID: "web", Priority: 70, TaskGroups },
    diagnostics: [],
    secrets: [],
  });
});

test("places in a wrapped job are named with the wrapper", () => {
  const { diagnostics } = readApiJob({ Job: { ID: "web", Priority: true } });
  expect(diagnostics.map(({ code, path }) => [code, path])).toEqual([
    ["NX203", "Job.Priority"],
    ["NX209", "Job.TaskGroups"],
  ]);
});

test("64-bit integers stay what they are", () => {
  const { job, diagnostics } = readApiJob({
    ID: "web",
    TaskGroups,
    Version: 18446744073709551615n,
    SubmitTime: 1795252683927536709n,
  });
  expect([job.Version, job.SubmitTime, diagnostics]).toEqual([
    18446744073709551615n,
    1795252683927536709n,
    [],
  ]);
});

test.each<[string, object, [string, string, string]]>([
  ["an unknown field", { Datacentres: [] }, ["warning", "NX201", "Datacentres"]],
  ["an HCL name", { TaskGroups: [{ ...group, restart: {} }] }, ["warning", "NX201", "TaskGroups[0].restart"]],
  ["text where a number stands", { Priority: "50" }, ["error", "NX203", "Priority"]],
  [
    "a duration as text",
    { TaskGroups: [{ ...group, ShutdownDelay: "5s" }] },
    ["error", "NX203", "TaskGroups[0].ShutdownDelay"],
  ],
  ["a fraction where a whole number stands", { Priority: 1.5 }, ["error", "NX203", "Priority"]],
  ["an object where a list stands", { TaskGroups: group }, ["error", "NX203", "TaskGroups"]],
  ["null in a list, on which Nomad crashes", { TaskGroups: [null] }, ["error", "NX203", "TaskGroups[0]"]],
])("%s is a problem", (_, job, expected) => {
  const { diagnostics } = readApiJob({ ID: "web", TaskGroups, ...job });
  expect(diagnostics.map(({ severity, code, path }) => [severity, code, path])).toEqual([expected]);
});

test("a job without ID is refused", () => {
  expect(
    readApiJob({ Name: "web", TaskGroups }).diagnostics.map(({ code, summary }) => [code, summary]),
  ).toEqual([["NX202", '"ID" is missing']]);
});

test("null among strings is the empty string, as in Go", () => {
  expect(readApiJob({ ID: "web", Datacenters: [null, "dc1"] }).job.Datacenters).toEqual(["", "dc1"]);
});
