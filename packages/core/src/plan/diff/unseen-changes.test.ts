import fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { ApiJob } from "../../jobspec/api-job.ts";
import { asStored } from "../../jobspec/canonicalize/as-stored.ts";
import { isRecord } from "../../jobspec/key-path.ts";
import { arbitraryFullJob } from "../../jobspec/testing/arbitrary-job.ts";
import { diffLines } from "../testing/diff-lines.ts";
import { diffStoredJobs } from "./diff-jobs.ts";
import { unseenChanges, unseenStoredChanges } from "./unseen-changes.ts";

type Group = NonNullable<ApiJob["TaskGroups"]>[number];
type Task = NonNullable<Group["Tasks"]>[number];

function jobOf(group: Group, job: ApiJob = {}): ApiJob {
  return { ID: "shop", ...job, TaskGroups: [{ Name: "web", Tasks: [{ Name: "server" }], ...group }] };
}

function jobWith(task: Task): ApiJob {
  return jobOf({ Tasks: [{ Name: "server", Driver: "docker", ...task }] });
}

function lines(before: ApiJob, after: ApiJob): string[] {
  return unseenChanges(before, after).map(
    (change) => `${change.name}: ${change.before} => ${change.after} (${change.kind})`,
  );
}

describe("a change that no diff shows is found", () => {
  test.each<[string, ApiJob, ApiJob, string[]]>([
    ["nothing changed", jobOf({}), jobOf({}), []],
    ["what a diff shows", jobOf({}), jobOf({ Count: 3, Meta: { a: "1" } }), []],
    [
      "a spread of the job",
      jobOf({}),
      jobOf({}, { Spreads: [{ Attribute: "${node.datacenter}" }] }),
      ["spread.attribute:  => ${node.datacenter} (value)", "spread.weight:  => 50 (value)"],
    ],
    [
      "the lifecycle of a task",
      jobWith({ Lifecycle: { Hook: "prestart" } }),
      jobWith({ Lifecycle: { Hook: "poststart", Sidecar: true } }),
      [
        "group.web.task.server.lifecycle.hook: prestart => poststart (value)",
        "group.web.task.server.lifecycle.sidecar: false => true (value)",
      ],
    ],
    [
      "restarts of a task, as a time that people read",
      jobWith({ RestartPolicy: { Delay: 1e9 } }),
      jobWith({ RestartPolicy: { Delay: 90e9 } }),
      ["group.web.task.server.restart.delay: 1s => 1m30s (value)"],
    ],
    [
      "restarts that a task has from its group are seen there",
      jobOf({ RestartPolicy: { Attempts: 1 } }),
      jobOf({ RestartPolicy: { Attempts: 5 } }),
      [],
    ],
    [
      "the time that a group may run",
      jobOf({}, { Type: "batch" }),
      jobOf({ MaxRunDuration: 3600e9 }, { Type: "batch" }),
      ["group.web.max_run_duration:  => 1h (value)"],
    ],
    [
      "the pause of an update",
      jobOf({ Update: { Stagger: 1e9 } }),
      jobOf({ Update: { Stagger: 2e9 } }),
      ["group.web.update.stagger: 1s => 2s (value)"],
    ],
    [
      "arguments of a check, in a service that changes in other ways, too",
      jobWith({ Services: [{ Name: "a", Checks: [{ Name: "c", Type: "script", Args: ["1"] }] }] }),
      jobWith({
        Services: [{ Name: "a", Tags: ["t"], Checks: [{ Name: "c", Type: "script", Args: ["2"] }] }],
      }),
      ['group.web.task.server.service.check.args: ["1"] => ["2"] (value)'],
    ],
    [
      "a number that becomes a text",
      jobWith({ Config: { ports: [{ a: 1 }], same: 1 } }),
      jobWith({ Config: { ports: [{ a: "1" }], same: 1 } }),
      ["group.web.task.server.config.ports[0].a: 1 => 1 (value)"],
    ],
    [
      "the order of tags, tasks and services",
      jobOf({
        Tasks: [{ Name: "a" }, { Name: "b" }],
        Services: [{ Name: "x", Tags: ["1", "2"] }, { Name: "y" }],
      }),
      jobOf({
        Tasks: [{ Name: "b" }, { Name: "a" }],
        Services: [{ Name: "y" }, { Name: "x", Tags: ["2", "1"] }],
      }),
      [
        'group.web.service[1].tags: ["1","2"] => ["2","1"] (order)',
        'group.web.service: ["x","y"] => ["y","x"] (order)',
        'group.web.task: ["a","b"] => ["b","a"] (order)',
      ],
    ],
  ])("%s", (_, before, after, expected) => {
    expect(lines(before, after)).toEqual(expected);
  });
});

test("a tag of a version and the numbers of a server are no change", () => {
  const live: ApiJob = {
    ...jobOf({}),
    VersionTag: { Name: "v1" },
    Version: 4,
    ModifyIndex: 9,
    Status: "running",
  };
  expect(lines(live, jobOf({}))).toEqual([]);
});

describe("every field of a job is in a diff or among the changes that no diff shows", () => {
  const [full = {}] = fc.sample(arbitraryFullJob(), { numRuns: 1, seed: 7 });
  const stored = asStored({ ...full, ID: "shop" });
  const ofServer =
    /^(ID|Status|StatusDescription|Version|Stable|CreateIndex|ModifyIndex|JobModifyIndex|Update\..*|SubmitTime|NomadTokenID|VersionTag|TaskGroups\.Scaling\.(ID|CreateIndex|ModifyIndex))$/;
  // Services of tasks are compared as those of groups are.
  const leaves = new Map(
    [...leavesOf(stored, [])]
      .map((keys) => [keys.filter((key) => typeof key === "string").join("."), keys] as const)
      .filter(([name]) => !ofServer.test(name) && !name.startsWith("TaskGroups.Tasks.Services.")),
  );

  const wholeBlocks =
    /(Upstreams\.Config|Spreads|CSIPluginConfig|Lifecycle|\bRestartPolicy|ScalingPolicies|Affinities|Constraints|Target)\..*/;

  test("there are hundreds", () => {
    expect(leaves.size).toBeGreaterThan(300);
  });

  test("and of none both say something", () => {
    const both: string[] = [];
    const neither: string[] = [];
    const unseen = new Set<string>();
    for (const [name, keys] of leaves) {
      const changed = withAnother(stored, keys);
      const isShown = diffLines(diffStoredJobs(stored, changed)).some((line) => / => /.test(line));
      const isUnseen = unseenStoredChanges(stored, changed).length > 0;
      if (isShown && isUnseen) both.push(name);
      if (!isShown && !isUnseen) neither.push(name);
      if (isUnseen) unseen.add(name.replace(wholeBlocks, "$1"));
    }
    expect({ both, neither }).toEqual({ both: [], neither: [] });
    expect([...unseen].toSorted()).toEqual([
      "Multiregion.Regions.Datacenters",
      "Spreads",
      "TaskGroups.MaxRunDuration",
      "TaskGroups.Scaling.Target",
      "TaskGroups.Scaling.Type",
      "TaskGroups.Services.Checks.Args",
      "TaskGroups.Services.Connect.SidecarService.Proxy.Upstreams.Config",
      "TaskGroups.Services.Connect.SidecarService.Tags",
      "TaskGroups.Services.Connect.SidecarTask.KillTimeout",
      "TaskGroups.Services.Connect.SidecarTask.Resources.Devices.Affinities",
      "TaskGroups.Services.Connect.SidecarTask.Resources.Devices.Constraints",
      "TaskGroups.Services.Connect.SidecarTask.ShutdownDelay",
      "TaskGroups.Services.Identity.ExtraClaims",
      "TaskGroups.Spreads",
      "TaskGroups.Tasks.CSIPluginConfig",
      "TaskGroups.Tasks.Identities.ExtraClaims",
      "TaskGroups.Tasks.Lifecycle",
      "TaskGroups.Tasks.Resources.Devices.Affinities",
      "TaskGroups.Tasks.Resources.Devices.Constraints",
      "TaskGroups.Tasks.Resources.NUMA.Devices",
      "TaskGroups.Tasks.RestartPolicy",
      "TaskGroups.Tasks.ScalingPolicies",
      "TaskGroups.Update.Stagger",
    ]);
  });
});

/** Steps to every text, number and truth value. */
function* leavesOf(
  value: unknown,
  keys: readonly (string | number)[],
): Iterable<readonly (string | number)[]> {
  if (Array.isArray(value) && value.length > 0) {
    for (const [index, item] of value.entries()) yield* leavesOf(item, [...keys, index]);
  } else if (isRecord(value)) {
    for (const [key, item] of Object.entries(value)) yield* leavesOf(item, [...keys, key]);
  } else if (value !== null && !Array.isArray(value)) yield keys;
}

/** A copy with another value at one place. */
function withAnother<T>(value: T, keys: readonly (string | number)[]): T;
function withAnother(value: unknown, [key, ...rest]: readonly (string | number)[]): unknown {
  if (key === undefined) return another(value);
  if (Array.isArray(value))
    return value.map((item, index) => (index === key ? withAnother(item, rest) : item));
  return isRecord(value) ? { ...value, [key]: withAnother(value[key], rest) } : value;
}

function another(value: unknown): unknown {
  if (typeof value === "string") return `${value}-other`;
  if (typeof value === "number") return value === 0 ? 1 : -value;
  if (typeof value === "bigint") return value - 1n;
  return typeof value === "boolean" ? !value : value;
}
