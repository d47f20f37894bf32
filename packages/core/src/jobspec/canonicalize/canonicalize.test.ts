import fc from "fast-check";
import { describe, expect, test } from "vitest";

import type { ApiJob } from "../api-job.ts";
import { arbitraryJob } from "../testing/arbitrary-job.ts";
import type { Group, Service, Task } from "./api-parts.ts";
import { canonicalize } from "./canonicalize.ts";

const second = 1_000_000_000;
const minute = 60 * second;
const hour = 60 * minute;

function groupOf(group: Group, job: ApiJob = {}): Group {
  const [first] =
    canonicalize({ ID: "shop", ...job, TaskGroups: [{ Name: "web", ...group }] }).TaskGroups ?? [];
  return first ?? {};
}

function taskOf(task: Task, group: Group = {}): Task {
  const [first] = groupOf({ ...group, Tasks: [{ Name: "server", ...task }] }).Tasks ?? [];
  return first ?? {};
}

function serviceOf(service: Service): Service {
  return groupOf({ Services: [service] }).Services?.[0] ?? {};
}

describe("policies by the type of the job", () => {
  const restartOfServices = {
    Attempts: 2,
    Interval: 30 * minute,
    Delay: 15 * second,
    Mode: "fail",
    RenderTemplates: false,
  };
  const restartOfOthers = { ...restartOfServices, Attempts: 3, Interval: 24 * hour };
  const update = {
    MaxParallel: 1,
    HealthCheck: "checks",
    MinHealthyTime: 10 * second,
    HealthyDeadline: 5 * minute,
    ProgressDeadline: 10 * minute,
    Canary: 0,
    AutoRevert: false,
    AutoPromote: false,
    Stagger: 30 * second,
  };
  const migrate = {
    MaxParallel: 1,
    HealthCheck: "checks",
    MinHealthyTime: 10 * second,
    HealthyDeadline: 5 * minute,
  };

  test.each([
    [
      "service",
      {
        RestartPolicy: restartOfServices,
        ReschedulePolicy: {
          Attempts: 0,
          Interval: 0,
          Delay: 30 * second,
          DelayFunction: "exponential",
          MaxDelay: hour,
          Unlimited: true,
        },
        Update: update,
        Migrate: migrate,
      },
    ],
    [
      "batch",
      {
        RestartPolicy: restartOfOthers,
        ReschedulePolicy: {
          Attempts: 1,
          Interval: 24 * hour,
          Delay: 5 * second,
          DelayFunction: "constant",
          MaxDelay: 0,
          Unlimited: false,
        },
      },
    ],
    ["system", { RestartPolicy: restartOfServices, Update: update }],
    ["sysbatch", { RestartPolicy: restartOfOthers }],
  ])("%s", (Type, policies) => {
    expect(groupOf({}, { Type })).toEqual({
      Name: "web",
      Count: 1,
      EphemeralDisk: { SizeMB: 300, Sticky: false, Migrate: false },
      ...policies,
    });
  });

  test("a job without a type is a service", () => {
    expect(canonicalize({ ID: "shop" })).toMatchObject({
      Type: "service",
      Name: "shop",
      Priority: 50,
      Update: update,
    });
  });
});

describe("what the job says of its groups", () => {
  test("field by field, the group's word counts more", () => {
    const job = {
      Update: { MaxParallel: 3, Canary: 2 },
      Reschedule: { Attempts: 4, Unlimited: false },
      Migrate: { MaxParallel: 2 },
    };
    const group = groupOf({ Update: { Canary: 0 }, ReschedulePolicy: { Attempts: 5 } }, job);
    expect(group.Update).toMatchObject({ MaxParallel: 3, Canary: 0, HealthCheck: "checks" });
    expect(group.ReschedulePolicy).toMatchObject({ Attempts: 5, Unlimited: false, Delay: 30 * second });
    expect(group.Migrate).toMatchObject({ MaxParallel: 2, HealthCheck: "checks" });
  });

  test("an update with nothing but zeros is not handed on", () => {
    const zeros = {
      Stagger: 0,
      MaxParallel: 0,
      HealthCheck: "",
      MinHealthyTime: 0,
      HealthyDeadline: 0,
      ProgressDeadline: 0,
    };
    expect(groupOf({}, { Update: zeros }).Update).toBeUndefined();
    expect(groupOf({ Update: { Canary: 1 } }, { Update: zeros }).Update).toMatchObject({
      Canary: 1,
      Stagger: 0,
    });
  });

  test("a task's restart is laid over the group's", () => {
    const task = taskOf(
      { RestartPolicy: { Attempts: 9 } },
      { RestartPolicy: { Attempts: 5, Mode: "delay" } },
    );
    expect(task.RestartPolicy).toMatchObject({ Attempts: 9, Mode: "delay", Delay: 15 * second });
  });
});

test.each<[string, Group, number | bigint]>([
  ["nothing", {}, 1],
  ["a count", { Count: 3 }, 3],
  ["a count of none", { Count: 0, Scaling: { Min: 2, Max: 5 } }, 0],
  ["the least that scaling allows", { Scaling: { Min: 2, Max: 5 } }, 2],
  ["a scaling policy without a least number", { Scaling: { Max: 5 } }, 1],
  ["null, as Nomad's JSON has it", { Count: null, Scaling: null }, 1],
  ["an integer that no double holds", { Count: 2n ** 60n }, 2n ** 60n],
])("the count of a group with %s", (_, group, count) => {
  expect(groupOf(group).Count).toBe(count);
});

test("a scaling policy allows no less than the count, unless it says so", () => {
  expect(groupOf({ Count: 3, Scaling: { Max: 5 } }).Scaling).toEqual({
    Max: 5,
    Min: 3,
    Enabled: true,
    Type: "horizontal",
  });
  expect(groupOf({ Count: 3, Scaling: { Min: 1, Max: 5 } }).Scaling?.Min).toBe(1);
});

describe("a task", () => {
  test.each<[string, Task["Resources"] & {}, Task["Resources"]]>([
    ["nothing", {}, { CPU: 100, Cores: 0, MemoryMB: 300 }],
    ["cores", { Cores: 2 }, { CPU: 0, Cores: 2, MemoryMB: 300 }],
    ["no cores, said so", { Cores: 0 }, { CPU: 0, Cores: 0, MemoryMB: 300 }],
    ["a share of the processor", { CPU: 20 }, { CPU: 20, Cores: 0, MemoryMB: 300 }],
  ])("with %s in its resources", (_, given, resources) => {
    expect(taskOf({ Resources: given }).Resources).toEqual(resources);
  });

  test.each([
    [{ GetterSource: "https://example.com/a/b.tgz" }, "local/"],
    [{ GetterSource: "https://example.com/a/b.tgz", GetterMode: "file" }, "local/b.tgz"],
    [{ GetterSource: "https://example.com/a/", GetterMode: "file" }, "local/a"],
    [{ GetterSource: "", GetterMode: "file" }, "local"],
    [{ GetterSource: "..", GetterMode: "file" }, "."],
  ])("puts the artifact %j into %s", (artifact, destination) => {
    expect(taskOf({ Artifacts: [artifact] }).Artifacts?.[0]?.RelativeDest).toBe(destination);
  });

  test.each([
    [{}, "restart", ""],
    [{ ChangeMode: "signal" }, "signal", "SIGHUP"],
    [{ ChangeMode: "signal", ChangeSignal: "sigusr1" }, "signal", "SIGUSR1"],
  ])("changes by the template %j", (template, mode, signal) => {
    expect(taskOf({ Templates: [template] }).Templates).toMatchObject([
      { ChangeMode: mode, ChangeSignal: signal },
    ]);
  });

  test("has its policies of scaling as they are written", () => {
    expect(taskOf({ ScalingPolicies: [{ Max: 5 }] }).ScalingPolicies).toEqual([{ Max: 5 }]);
  });
});

describe("a service", () => {
  test("is called after its owners", () => {
    expect(serviceOf({}).Name).toBe("shop-web");
    expect(taskOf({ Services: [{}] }).Services?.[0]?.Name).toBe("shop-web-server");
  });

  test("hands its restarts on to its checks", () => {
    const service = serviceOf({
      OnUpdate: "ignore",
      CheckRestart: { Limit: 3, IgnoreWarnings: true },
      Checks: [
        {},
        {
          OnUpdate: "ignore_warnings",
          CheckRestart: { Limit: 0, Grace: 5 * second },
          FailuresBeforeCritical: -2,
        },
      ],
    });
    expect(service.CheckRestart).toEqual({ Limit: 3, IgnoreWarnings: true });
    expect(service.Checks).toMatchObject([
      { OnUpdate: "ignore", CheckRestart: { Limit: 3, Grace: second, IgnoreWarnings: true } },
      {
        OnUpdate: "ignore_warnings",
        CheckRestart: { Limit: 3, Grace: 5 * second },
        FailuresBeforeCritical: 0,
      },
    ]);
  });

  test("has weights of at least one", () => {
    expect(serviceOf({ Weights: { Passing: 0, Warning: -5 } }).Weights).toEqual({ Passing: 1, Warning: 1 });
  });
});

test("empty lists and maps go where Nomad's API package makes them none, and stay elsewhere", () => {
  const service = serviceOf({ Meta: {}, TaggedAddresses: {}, Tags: [], Checks: [] });
  expect(service).not.toHaveProperty("Meta");
  expect(service).not.toHaveProperty("TaggedAddresses");
  expect(service).toMatchObject({ Tags: [], Checks: [] });
});

test("the job that was given stays as it is, and nothing of it is shared", () => {
  fc.assert(
    fc.property(arbitraryJob(), (job) => {
      const before = structuredClone(job);
      const canonical = canonicalize(job);
      expect(job).toEqual(before);
      for (const part of objectsIn(canonical)) expect(objectsIn(job)).not.toContain(part);
    }),
    { numRuns: 100 },
  );
});

test("a canonical job is its own canonical form", () => {
  fc.assert(
    fc.property(arbitraryJob(), (job) => {
      const canonical = canonicalize(job);
      expect(canonicalize(canonical)).toEqual(canonical);
    }),
    { numRuns: 200 },
  );
});

function objectsIn(value: unknown): Set<object> {
  if (typeof value !== "object" || value === null) return new Set();
  return new Set([value, ...Object.values(value).flatMap((item) => [...objectsIn(item)])]);
}
