import { describe, expect, test } from "vitest";

import type { ApiJob } from "../../jobspec/api-job.ts";
import { placementFailureReasons } from "../placement-reasons.ts";
import { renderPlanSummary, summarizePlans } from "../plan-summary.ts";
import { planVerdict } from "../plan-verdict.ts";
import { renderPlan } from "../render-plan.ts";
import { recordedPlan } from "../testing/recorded-plans.ts";
import type { PreviewAllocation, PreviewCluster, PreviewNode } from "./cluster.ts";
import { previewPlan } from "./preview-plan.ts";

type Group = NonNullable<ApiJob["TaskGroups"]>[number];

const nowhere = { kind: "empty cluster" } as const;

describe("of a new job, without a cluster", () => {
  test.each(["new-service", "periodic", "parameterized"])(
    "%s: the diff and the numbers are the server's",
    (name) => {
      const { job, plan } = recordedPlan(name);
      const preview = previewPlan(null, job);
      expect(preview.Diff).toEqual(plan.Diff);
      expect(preview.Annotations?.DesiredTGUpdates).toEqual(plan.Annotations?.DesiredTGUpdates);
    },
  );

  test.each(["no-node-fits", "system-new", "preemption"])(
    "%s: the diff is the server's but for the numbers",
    (name) => {
      const { job, plan } = recordedPlan(name);
      const withoutNumbers = (diff: typeof plan.Diff) => ({
        ...diff,
        TaskGroups: diff?.TaskGroups?.map((group) => ({ ...group, Updates: null })),
      });
      expect(withoutNumbers(previewPlan(null, job).Diff)).toEqual(withoutNumbers(plan.Diff));
    },
  );

  test("a group without a count runs as often as its scaling block says at least", () => {
    const { Diff } = previewPlan(null, { ID: "web", TaskGroups: [{ Name: "web", Scaling: { Min: 3 } }] });
    expect(Diff.TaskGroups?.[0]?.Updates).toEqual({ create: 3 });
  });

  test("a group of count 0 creates nothing", () => {
    const { Diff, Annotations } = previewPlan(null, { ID: "web", TaskGroups: [{ Name: "web", Count: 0 }] });
    expect(Diff.TaskGroups?.[0]?.Updates).toEqual({});
    expect(Diff.TaskGroups?.[0]?.Fields?.[0]).toMatchObject({ Name: "Count", New: "0", Annotations: null });
    expect(Annotations?.DesiredTGUpdates?.["web"]?.Place).toBe(0);
  });

  test("its text claims no dry run", () => {
    const plan = previewPlan(null, {
      ID: "web",
      TaskGroups: [{ Name: "web", Count: 2, Tasks: [{ Name: "server" }] }],
    });
    expect(renderPlan(plan, {}, { file: "web.ts", now: new Date(0), comparedWith: nowhere })).toBe(`\
+ Job: "web"
+ Task Group: "web" (2 create)
  + Task: "server" (forces create)

No dry run:
- Compared with an empty cluster: no server was asked and nothing was scheduled.
`);
  });

  test.each(["system", "sysbatch"])("nobody knows how often a %s job runs", (Type) => {
    const job = { ID: "agent", Type, TaskGroups: [{ Name: "agent", Tasks: [{ Name: "watch" }] }] };
    const plan = previewPlan(null, job);
    expect(plan.Annotations?.DesiredTGUpdates).toEqual({});
    expect(renderPlan(plan, job, { file: "agent.ts", now: new Date(0), comparedWith: nowhere })).toContain(
      '+ Task Group: "agent" (create on every eligible node)\n',
    );
    expect(renderPlanSummary(summarizePlans([planVerdict(plan, job, nowhere)]), nowhere)).toBe(`\
Plan: 1 job to change (1 new): 1 group on every eligible node.
Compared with an empty cluster: no server was asked and nothing was scheduled.`);
  });
});

/** A job with one group of one task. */
function jobOf(group: Group = {}, job: ApiJob = {}): ApiJob {
  const task = { Name: "server", Driver: "exec", Resources: { CPU: 500, MemoryMB: 100 } };
  return {
    ID: "shop",
    Datacenters: ["dc*"],
    ...job,
    TaskGroups: [{ Name: "web", Count: 3, Tasks: [task], ...group }],
  };
}

function withEnv(env: string, group: Group = {}): ApiJob {
  const task = { Name: "server", Driver: "exec", Resources: { CPU: 500, MemoryMB: 100 }, Env: { env } };
  return jobOf({ ...group, Tasks: [task] });
}

/** The counters of the group above zero. */
function counts(before: ApiJob | null, after: ApiJob, cluster?: PreviewCluster): Record<string, unknown> {
  const updates = previewPlan(before, after, cluster).Annotations?.DesiredTGUpdates?.["web"] ?? {};
  return Object.fromEntries(Object.entries(updates).filter(([, count]) => count !== 0));
}

describe("of a job that runs, without a cluster", () => {
  test.each<[string, ApiJob, ApiJob, Record<string, number>]>([
    ["unchanged", jobOf(), jobOf(), { Ignore: 3 }],
    ["more", jobOf(), jobOf({ Count: 5 }), { InPlaceUpdate: 3, Place: 2 }],
    ["fewer", jobOf(), jobOf({ Count: 1 }), { InPlaceUpdate: 1, Stop: 2 }],
    ["a tag", jobOf(), jobOf({ Services: [{ Name: "s", Tags: ["a"] }] }), { InPlaceUpdate: 3 }],
    [
      "what no diff shows",
      jobOf(),
      jobOf({ Spreads: [{ Attribute: "${node.class}" }] }),
      { InPlaceUpdate: 3 },
    ],
    ["an environment, one at a time", jobOf(), withEnv("a"), { DestructiveUpdate: 1, Ignore: 2 }],
    [
      "an environment, two at a time, and one more",
      jobOf(),
      withEnv("a", { Count: 4, Update: { MaxParallel: 2 } }),
      { Place: 1, DestructiveUpdate: 1, Ignore: 2 },
    ],
    ["canaries first", jobOf(), withEnv("a", { Update: { Canary: 2 } }), { Canary: 2, Ignore: 3 }],
    ["stopped", jobOf(), jobOf({}, { Stop: true }), { Stop: 3 }],
    ["started again", jobOf({}, { Stop: true }), jobOf(), { Place: 3 }],
    [
      "a batch job, all at once",
      jobOf({}, { Type: "batch" }),
      { ...withEnv("a"), Type: "batch" },
      { DestructiveUpdate: 3 },
    ],
  ])("%s", (_, before, after, expected) => {
    expect(counts(before, after)).toEqual(expected);
  });

  test("a group that goes is stopped, one that comes is created", () => {
    const { DesiredTGUpdates: updates } = previewPlan(jobOf(), jobOf({ Name: "new" })).Annotations ?? {};
    expect(updates?.["web"]).toMatchObject({ Stop: 3, Place: 0 });
    expect(updates?.["new"]).toMatchObject({ Stop: 0, Place: 3 });
  });
});

const node: PreviewNode = {
  ID: "a",
  Name: "a",
  Datacenter: "dc1",
  Status: "ready",
  Drivers: { exec: { Detected: true, Healthy: true } },
  Attributes: { "kernel.name": "linux" },
  Available: { CPU: 1000, MemoryMB: 1000 },
};

/** Allocations of the group on these nodes. */
function running(...nodes: string[]): PreviewAllocation[] {
  return nodes.map((NodeID, index) => ({
    ID: `${index}`,
    JobID: "shop",
    TaskGroup: "web",
    NodeID,
    Name: `shop.web[${index}]`,
    ClientStatus: "running",
    DesiredStatus: "run",
    JobVersion: 0,
    Healthy: true,
  }));
}

describe("on a cluster", () => {
  test.each<[string, Partial<PreviewNode>, ApiJob, string[]]>([
    [
      "there is no node in the job's datacenters",
      { Datacenter: "eu" },
      jobOf(),
      ["No nodes were eligible for evaluation", 'No nodes are in node pool "default"'],
    ],
    [
      "the node is of another pool",
      { NodePool: "gpu" },
      jobOf(),
      ["No nodes were eligible for evaluation", 'No nodes are in node pool "default"'],
    ],
    [
      "the node drains",
      { Drain: true },
      jobOf(),
      ["No nodes were eligible for evaluation", 'No nodes are in node pool "default"'],
    ],
    [
      "the driver is missing",
      { Drivers: { exec: { Detected: true, Healthy: false } }, NodeClass: "big" },
      jobOf(),
      ['Class "big": 1 nodes excluded by filter', 'Constraint "missing drivers": 1 nodes excluded by filter'],
    ],
    [
      "a constraint is not met",
      {},
      jobOf({ Constraints: [{ LTarget: "${attr.kernel.name}", Operand: "=", RTarget: "plan9" }] }),
      ['Constraint "${attr.kernel.name} = plan9": 1 nodes excluded by filter'],
    ],
    [
      "a volume is missing",
      {},
      jobOf({ Volumes: { data: { Name: "data", Type: "host", Source: "data" } } }),
      ['Constraint "missing compatible host volumes": 1 nodes excluded by filter'],
    ],
    [
      "there is room for two",
      {},
      jobOf(),
      ["Resources exhausted on 1 nodes", 'Dimension "cpu" exhausted on 1 nodes'],
    ],
    [
      "a port can be had once",
      {},
      jobOf({ Networks: [{ ReservedPorts: [{ Label: "http", Value: 80 }] }] }),
      [
        "Resources exhausted on 1 nodes",
        'Dimension "network: reserved port collision http=80" exhausted on 1 nodes',
      ],
    ],
    [
      "one a host",
      {},
      jobOf({ Constraints: [{ Operand: "distinct_hosts" }] }),
      ['Constraint "distinct_hosts": 1 nodes excluded by filter'],
    ],
  ])("%s", (_, changes, job, reasons) => {
    const plan = previewPlan(null, job, { nodes: [{ ...node, ...changes }], allocations: [] });
    const metric = plan.FailedTGAllocs?.["web"];
    expect(metric && placementFailureReasons(metric)).toEqual(reasons);
  });

  const nodes = ["a", "b", "c"].map((ID) => ({ ...node, ID, Name: ID }));

  test("all that fit are placed, and of those that do not one is told with how many more there are", () => {
    const big = jobOf({ Count: 9 });
    expect(previewPlan(null, jobOf({ Count: 6 }), { nodes, allocations: [] }).FailedTGAllocs).toBeNull();
    expect(
      previewPlan(null, big, { nodes, allocations: [] }).FailedTGAllocs?.["web"]?.CoalescedFailures,
    ).toBe(2);
  });

  test("what moves on makes room, and what other jobs use takes it", () => {
    const others = {
      ...running("a")[0],
      ID: "x",
      JobID: "other",
      Used: { CPU: 600, MemoryMB: 0 },
    } as PreviewAllocation;
    const allocations = [...running("b", "c"), others];
    expect(counts(jobOf({ Count: 2 }), jobOf({ Count: 4 }), { nodes, allocations })).toEqual({
      InPlaceUpdate: 2,
      Place: 2,
    });
    expect(
      previewPlan(jobOf({ Count: 2 }), jobOf({ Count: 4 }), { nodes, allocations }).FailedTGAllocs,
    ).toBeNull();
    expect(
      previewPlan(jobOf({ Count: 2 }), jobOf({ Count: 5 }), { nodes, allocations }).FailedTGAllocs?.["web"],
    ).toMatchObject({
      NodesExhausted: 3,
      DimensionExhausted: { cpu: 3 },
      CoalescedFailures: 0,
    });
  });

  test("an allocation whose node no longer suits the job is replaced", () => {
    const only = jobOf({ Constraints: [{ LTarget: "${node.unique.name}", Operand: "=", RTarget: "a" }] });
    expect(
      counts(
        jobOf({ Count: 2 }),
        { ...only, TaskGroups: [{ ...only.TaskGroups?.[0], Count: 2 }] },
        { nodes, allocations: running("a", "b") },
      ),
    ).toEqual({
      InPlaceUpdate: 1,
      DestructiveUpdate: 1,
    });
  });

  test.each<[string, Partial<PreviewNode>, Partial<PreviewAllocation>, Group, Record<string, number>]>([
    ["a node is down", { Status: "down" }, {}, {}, { Ignore: 2, Stop: 1, Place: 1 }],
    ["a node drains", { Drain: true }, { Migrate: true }, {}, { Ignore: 2, Migrate: 1 }],
    [
      "a client is out of sight, and may come back",
      { Status: "disconnected" },
      {},
      { Disconnect: { LostAfter: 1 } },
      { Ignore: 3, Disconnect: 1, RescheduleLater: 1 },
    ],
    ["an allocation failed and waits", {}, { ClientStatus: "failed" }, {}, { Ignore: 3, RescheduleLater: 1 }],
    [
      "an allocation failed and is due",
      {},
      { ClientStatus: "failed", RescheduleNow: true },
      {},
      { Ignore: 2, Place: 1, Stop: 1 },
    ],
  ])("%s", (_, changes, allocation, group, expected) => {
    const [first, ...rest] = nodes;
    const allocations = running("a", "b", "c").map((item, index) =>
      index === 0 ? { ...item, ...allocation } : item,
    );
    const cluster = { nodes: [{ ...node, ...first, ...changes }, ...rest], allocations };
    expect(counts(jobOf(group), jobOf(group), cluster)).toEqual(expected);
  });

  test("a job on every node counts its nodes as Nomad does, those that it runs on already as well", () => {
    const system = (group: Group): ApiJob => jobOf(group, { Type: "system" });
    const cluster = { nodes, allocations: running("a", "b") };
    expect(counts(system({}), system({}), cluster)).toEqual({ Ignore: 2, Place: 3 });
    expect(counts(system({}), { ...withEnv("x"), Type: "system" }, cluster)).toEqual({
      DestructiveUpdate: 2,
      Place: 3,
    });
    expect(counts(system({}), { ...system({}), Type: "system", Datacenters: ["eu"] }, cluster)).toEqual({
      Stop: 2,
    });
    expect(
      previewPlan(null, system({}), { nodes: [], allocations: [] }).Annotations?.DesiredTGUpdates,
    ).toEqual({});
  });
});
