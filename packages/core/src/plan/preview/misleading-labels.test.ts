import { expect, test } from "vitest";

import type { ApiJob } from "../../jobspec/api-job.ts";
import { describeLabel } from "./describe-label.ts";
import { misleadingLabels } from "./misleading-labels.ts";

type Group = NonNullable<ApiJob["TaskGroups"]>[number];
type Task = NonNullable<Group["Tasks"]>[number];

function jobOf(task: Task = {}, group: Group = {}, job: ApiJob = {}): ApiJob {
  return {
    ID: "shop",
    ...job,
    TaskGroups: [{ Name: "web", Tasks: [{ Name: "server", ...task }], ...group }],
  };
}

test.each<[string, ApiJob, string[]]>([
  ["nothing changes", jobOf(), []],
  ["the label is right: replaced", jobOf({ User: "www" }), []],
  ["the label is right: in place", jobOf({ KillTimeout: 9e9 }), []],
  ["a group comes", { ID: "shop", TaskGroups: [...(jobOf().TaskGroups ?? []), { Name: "new" }] }, []],
  [
    "the label is too strong",
    jobOf({ Leader: true }),
    [
      'Task Group "web": its allocations are updated in place, although a task "forces create/destroy update".',
    ],
  ],
  [
    "no task is marked, and the disk changes",
    jobOf({}, { EphemeralDisk: { SizeMB: 900 } }),
    [
      'Task Group "web": its allocations are replaced, since ephemeral_disk changes, although no task is marked.',
    ],
  ],
  [
    "a task is marked with less than what a change of the job's meta does",
    jobOf({ KillTimeout: 9e9 }, {}, { Meta: { a: "1" } }),
    [
      'Task Group "web": its allocations are replaced, since task.server.meta changes, although its tasks say "forces in-place update".',
    ],
  ],
])("%s", (_, after, expected) => {
  expect(misleadingLabels(jobOf(), after).map(describeLabel)).toEqual(expected);
});
