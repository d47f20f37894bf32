import { expect, test } from "vitest";

import type { ApiJob } from "./api-job.ts";
import { formatKeys } from "./key-path.ts";
import { likelyMistakes } from "./likely-mistakes.ts";

type Group = NonNullable<ApiJob["TaskGroups"]>[number];
type Task = NonNullable<Group["Tasks"]>[number];

function told(job: ApiJob) {
  return likelyMistakes(job).map(({ severity, code, keys, help }) => [
    severity,
    code,
    formatKeys(keys ?? []),
    help,
  ]);
}

const inGroup = (group: Group): ApiJob => ({ ID: "web", TaskGroups: [{ Name: "g", ...group }] });
const inTask = (task: Task): ApiJob => inGroup({ Tasks: [{ Name: "t", Driver: "docker", ...task }] });
const known = "It knows ${node.…}, ${attr.…} and ${meta.…} of the node.";

test.each<[string, ApiJob, string, string, string]>([
  [
    "a driver of a sidecar",
    inGroup({ Services: [{ Connect: { SidecarTask: { Driver: "dokcer" } } }] }),
    "NX205",
    "TaskGroups[0].Services[0].Connect.SidecarTask.Driver",
    'Did you mean "docker"?',
  ],
  [
    "a signal",
    inTask({ KillSignal: "SIGTREM" }),
    "NX205",
    "TaskGroups[0].Tasks[0].KillSignal",
    'Did you mean "SIGTERM"?',
  ],
  [
    "a time without a unit",
    inTask({ KillTimeout: 30 }),
    "NX204",
    "TaskGroups[0].Tasks[0].KillTimeout",
    'For 30 seconds, write "30s" in HCL or TypeScript, and 30000000000 in JSON.',
  ],
  [
    "a variable of a task in a constraint",
    { ID: "web", Constraints: [{ LTarget: "${meta.a}", RTarget: "${NOMAD_META_wanted}" }] },
    "NX218",
    "Constraints[0].RTarget",
    known,
  ],
  [
    "a variable of a task in an affinity",
    inGroup({ Affinities: [{ LTarget: "${env.A}", RTarget: "x" }] }),
    "NX218",
    "TaskGroups[0].Affinities[0].LTarget",
    known,
  ],
  [
    "a variable of a task in a spread",
    inGroup({ Spreads: [{ Attribute: "${NOMAD_DC}" }] }),
    "NX218",
    "TaskGroups[0].Spreads[0].Attribute",
    known,
  ],
  [
    "a variable amid a text in a constraint",
    { ID: "web", Constraints: [{ LTarget: "${meta.a}", RTarget: "a-${meta.b}" }] },
    "NX218",
    "Constraints[0].RTarget",
    known,
  ],
])("%s is warned of", (_, job, code, path, help) => {
  expect(told(job)).toEqual([["warning", code, path, help]]);
});

test.each<[string, ApiJob]>([
  ["a driver of one's own", inTask({ Driver: "my-driver" })],
  ["a CNI network", inGroup({ Networks: [{ Mode: "cni/bridge" }] })],
  ["a signal in small letters", inTask({ KillSignal: "sigterm" })],
  ["no time at all", inTask({ KillTimeout: 0 })],
  ["a millisecond", inTask({ KillTimeout: 1_000_000 })],
  ["a constraint on a node", { ID: "web", Constraints: [{ LTarget: "${attr.a}", RTarget: "${meta.b}" }] }],
  ["an affinity with a class", inGroup({ Affinities: [{ LTarget: "${node.class}", RTarget: "x" }] })],
])("%s is no mistake", (_, job) => {
  expect(told(job)).toEqual([]);
});

test("the driver of a task is left to the rule about it", () => {
  expect(told(inTask({ Driver: "dokcer" }))).toEqual([]);
});
