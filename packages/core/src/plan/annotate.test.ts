import { expect, test } from "vitest";

import type { ApiJob } from "../jobspec/api-job.ts";
import { annotate } from "./annotate.ts";
import { diffJobs } from "./diff/diff-jobs.ts";
import { diffLines } from "./testing/diff-lines.ts";

type Group = NonNullable<ApiJob["TaskGroups"]>[number];
type Task = NonNullable<Group["Tasks"]>[number];

function jobOf(task: Task, group: Group = {}): ApiJob {
  return { ID: "shop", TaskGroups: [{ Name: "web", ...group, Tasks: [{ Name: "server", ...task }] }] };
}

function annotationOf(before: Task, after: Task): string | undefined {
  const diff = annotate(diffJobs(jobOf(before), jobOf(after)), undefined);
  return diff.TaskGroups?.[0]?.Tasks?.[0]?.Annotations?.join();
}

const destructive = "forces create/destroy update";
const inPlace = "forces in-place update";

test.each<[string, Task, Task, string | undefined]>([
  ["nothing", {}, {}, undefined],
  ["a field", {}, { User: "www" }, destructive],
  ["the time to stop", {}, { KillTimeout: 9e9 }, inPlace],
  ["a service", {}, { Services: [{ Name: "web" }] }, inPlace],
  ["an affinity", {}, { Affinities: [{ LTarget: "a", RTarget: "b", Operand: "=", Weight: 1 }] }, inPlace],
  ["a template", {}, { Templates: [{ DestPath: "a" }] }, destructive],
  [
    "the files of its log, since the field that stops it is listed",
    {},
    { LogConfig: { MaxFiles: 3 } },
    destructive,
  ],
  ["what no diff shows", {}, { Lifecycle: { Hook: "prestart" } }, inPlace],
])("of a task %s changes", (_, before, after, expected) => {
  expect(annotationOf(before, after)).toBe(expected);
});

test("a task in a group that comes or goes is created or destroyed; in one that stays the group is updated", () => {
  const two = { Tasks: [{ Name: "server" }, { Name: "log" }] };
  const annotated = (before: ApiJob | null, after: ApiJob | null): (string | undefined)[] | undefined =>
    annotate(diffJobs(before, after), null).TaskGroups?.[0]?.Tasks?.map(({ Annotations }) =>
      Annotations?.join(),
    );
  expect(annotated(null, jobOf({}))).toEqual(["forces create"]);
  expect(annotated(jobOf({}), null)).toEqual(["forces destroy"]);
  expect(annotated(jobOf({}), { ID: "shop", TaskGroups: [{ Name: "web", ...two }] })).toEqual([
    destructive,
    undefined,
  ]);
});

test("a count says what it forces, and a group what the scheduler does with its allocations", () => {
  const grown = diffJobs(jobOf({}), jobOf({}, { Count: 3 }));
  const counters = { Migrate: 0, Stop: 0, DestructiveUpdate: 0, Canary: 0, Preemptions: 1 };
  const updates = { web: { ...counters, Ignore: 0, Place: 18_446_744_073_709_551_614n, InPlaceUpdate: 1 } };
  expect(diffLines(annotate(grown, { DesiredTGUpdates: updates }))).toEqual([
    "Edited job",
    "  Edited group web, 18446744073709551614 create, 1 in-place update",
    '    Edited Count: "1" => "3" (forces create)',
  ]);
  const shrunk = annotate(diffJobs(jobOf({}, { Count: 3 }), jobOf({}, { Count: 0 })), null);
  expect(shrunk.TaskGroups?.[0]?.Fields?.[0]?.Annotations).toEqual(["forces destroy"]);
});

test("a group that the scheduler has nothing to do with has no numbers, one that it leaves alone has none above zero", () => {
  const diff = diffJobs(jobOf({}), jobOf({}));
  const nothing = {
    Ignore: 0,
    Place: 0,
    Migrate: 0,
    Stop: 0,
    InPlaceUpdate: 0,
    DestructiveUpdate: 0,
    Canary: 0,
    Preemptions: 0,
  };
  expect(annotate(diff, { DesiredTGUpdates: {} }).TaskGroups?.[0]?.Updates).toBeNull();
  expect(annotate(diff, { DesiredTGUpdates: { web: nothing } }).TaskGroups?.[0]?.Updates).toEqual({});
});
