import { describe, expect, test } from "vitest";

import type { ApiJob } from "./api-job.ts";
import { deprecatedAttributes } from "./deprecated.ts";
import { formatKeys } from "./key-path.ts";
import { exampleNames, loadExample } from "./testing/example-jobs.ts";

type Group = NonNullable<ApiJob["TaskGroups"]>[number];
type Task = NonNullable<Group["Tasks"]>[number];

function warningsOf(job: ApiJob) {
  return deprecatedAttributes(job).map(({ keys, summary, help }) => [formatKeys(keys ?? []), summary, help]);
}

const inGroup = (group: Group): ApiJob => ({ TaskGroups: [{ Name: "web", ...group }] });
const inTask = (task: Task): ApiJob => inGroup({ Tasks: [{ Name: "server", ...task }] });

test.each<[string, ApiJob, string, string, string]>([
  [
    "of the job",
    { Periodic: { Spec: "@daily" } },
    "Periodic.Spec",
    '"cron" is deprecated',
    "Use crons instead.",
  ],
  [
    "of a group",
    inGroup({ MaxClientDisconnect: 5 }),
    "TaskGroups[0].MaxClientDisconnect",
    '"max_client_disconnect" is deprecated',
    "Use disconnect.lost_after instead.",
  ],
  [
    "without anything in its place",
    inTask({ Resources: { IOPS: 5 } }),
    "TaskGroups[0].Tasks[0].Resources.IOPS",
    '"iops" is deprecated',
    "Leave it out.",
  ],
  [
    "of a group's network",
    inGroup({ Networks: [{ MBits: 10 }] }),
    "TaskGroups[0].Networks[0].MBits",
    '"mbits" is deprecated',
    "Leave it out.",
  ],
  [
    "of a driver's configuration",
    inTask({ Driver: "docker", Config: { logging: [{ driver: "journald" }] } }),
    "TaskGroups[0].Tasks[0].Config.logging[0].driver",
    '"driver" is deprecated',
    "Use type instead.",
  ],
])("an attribute %s is named with what to write instead", (_, job, path, summary, help) => {
  expect(warningsOf(job)).toEqual([[path, summary, help]]);
});

test("why there is nothing in its place, and since when it does nothing, is told", () => {
  expect(deprecatedAttributes(inTask({ Resources: { IOPS: 5 } }))).toMatchObject([
    {
      severity: "warning",
      code: "NX210",
      detail: "Disk operations are not scheduled. Nomad 0.8 was the last version that acted on it.",
    },
  ]);
});

describe("nothing is said", () => {
  test.each<[string, ApiJob]>([
    ["of a job without a part", {}],
    [
      "of what is absent, null, or as good as that",
      { Periodic: { Spec: null }, TaskGroups: [{ Tasks: [{ Vault: { Policies: [] } }] }] },
    ],
    [
      "of static ports, which the API keeps apart",
      inGroup({ Networks: [{ ReservedPorts: [{ Label: "http", Value: 80 }] }] }),
    ],
    [
      "of the older way of networks",
      inTask({
        Driver: "docker",
        Config: { port_map: [{ http: 80 }] },
        Resources: { Networks: [{ MBits: 10, DynamicPorts: [{ Label: "http" }] }] },
      }),
    ],
    ["of the options of a driver that is not known", inTask({ Driver: "other", Config: { port_map: [{}] } })],
  ])("%s", (_, job) => {
    expect(deprecatedAttributes(job)).toEqual([]);
  });

  test.each(exampleNames)("of the example job %s", async (name) => {
    expect(deprecatedAttributes(await loadExample(name))).toEqual([]);
  });
});
