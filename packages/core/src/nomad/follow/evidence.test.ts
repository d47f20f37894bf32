import { describe, expect, test } from "vitest";

import { allocationStub, type AllocationStub, type TaskEvent } from "../allocations.ts";
import { allocationEvidence, describeEvidence, logTails } from "./evidence.ts";
import { replayFlow } from "./testing/replay-flow.ts";

describe("evidence from a real Nomad's allocations", () => {
  test("a task that exits with an error", () => {
    const evidence = failingOf("service-failure", 1);
    expect(evidence).toMatchObject({
      name: "flow-service-failure.web[0]",
      group: "web",
      jobVersion: 0,
      status: "failed",
      description: "Failed tasks",
      healthy: false,
    });
    expect(evidence.tasks).toMatchObject([
      {
        task: "app",
        started: true,
        restarts: 0,
        exitCode: 17,
        signal: 0,
        outOfMemory: false,
        reasons: expect.arrayContaining(["Exit Code: 17", "Policy allows no restarts"]),
      },
    ]);
    const types = evidence.tasks[0]?.events.map(({ type }) => type) ?? [];
    expect(types.length).toBeLessThanOrEqual(5);
    expect(types.indexOf("Not Restarting")).toBe(types.indexOf("Terminated") + 1);
    expect(describeEvidence(evidence)).toBe('Task "app": Exit Code: 17');
    expect(logTails(evidence).map(({ task, stream, bytes }) => [task, stream, bytes])).toEqual([
      ["app", "stderr", 2000],
      ["app", "stdout", 2000],
    ]);
  });

  test("a task that its driver cannot start has no logs", () => {
    const evidence = failingOf("service-driver-failure", 0);
    expect(evidence.tasks[0]).toMatchObject({ started: false, exitCode: undefined });
    expect(describeEvidence(evidence)).toBe('Task "app": no such image');
    expect(logTails(evidence)).toEqual([]);
  });

  test("a task that never gets to run", () => {
    const evidence = failingOf("service-stuck", 0);
    expect(evidence).toMatchObject({ status: "pending", healthy: false });
    expect(describeEvidence(evidence)).toBe('Task "app": Task not running by healthy_deadline of 3s');
  });
});

describe("evidence from single events", () => {
  test.each<[string, TaskEvent[], string[]]>([
    [
      "memory",
      [
        event("Terminated", "Exit Code: 137, Signal: 9", {
          exit_code: "137",
          signal: "9",
          oom_killed: "true",
        }),
      ],
      ["Out of memory", "Exit Code: 137, Signal: 9"],
    ],
    ["an exit without error is no reason", [event("Terminated", "Exit Code: 0", { exit_code: "0" })], []],
    [
      "the last of each type counts, the most telling first",
      [
        event("Terminated", "Exit Code: 1", { exit_code: "1" }),
        event("Restarting", "Task restarting in 1s", {}),
        event("Terminated", "Exit Code: 2", { exit_code: "2" }),
        event("Driver Failure", "image not found", { driver_error: "image not found" }),
      ],
      ["image not found", "Exit Code: 2", "Task restarting in 1s"],
    ],
    ["a kill on request is no reason", [event("Killing", "Sent interrupt. Waiting 5s", {})], []],
    [
      "a kill for a reason is",
      [event("Killing", "Template failed: no such key", { kill_reason: "Template failed: no such key" })],
      ["Template failed: no such key"],
    ],
  ])("%s", (_, events, reasons) => {
    expect(allocationEvidence(allocation(events)).tasks[0]?.reasons).toEqual(reasons);
  });

  test("a lost allocation's node cannot be asked for logs", () => {
    const lost = {
      ...allocation([]),
      ClientStatus: "lost",
      DesiredDescription: "alloc is lost since its node is down",
    };
    const evidence = allocationEvidence(lost);
    expect(describeEvidence(evidence)).toBe("alloc is lost since its node is down");
    expect(logTails(evidence)).toEqual([]);
  });

  test("tasks that are well are left out where another went wrong", () => {
    const failed = {
      State: "dead",
      Failed: true,
      Restarts: 0,
      StartedAt: "2026-01-01T00:00:00Z",
      Events: [],
    };
    const well = { ...failed, Failed: false };
    const evidence = allocationEvidence(allocation([], { sidecar: well, app: failed }));
    expect(evidence.tasks.map(({ task }) => task)).toEqual(["app"]);
  });
});

function failingOf(flow: string, which: number): ReturnType<typeof allocationEvidence> {
  const failing = replayFlow(flow, which).events.find((each) => each.kind === "allocation-failing");
  if (failing === undefined) throw new RangeError(`Nothing fails in ${flow}`);
  return failing.evidence;
}

function event(type: string, message: string, details: Record<string, string>): TaskEvent {
  const time = 1_795_252_684_057_943_009n;
  return { Type: type, Time: time, DisplayMessage: message, Details: details, ExitCode: 0 };
}

function allocation(events: readonly TaskEvent[], others: object = {}): AllocationStub {
  return allocationStub.parse({
    ID: "a1",
    Name: "web.web[0]",
    TaskGroup: "web",
    JobVersion: 0,
    EvalID: "e1",
    NodeID: "n1",
    ClientStatus: "failed",
    DesiredStatus: "run",
    CreateIndex: 11,
    TaskStates: {
      app: { State: "dead", Failed: true, Restarts: 0, StartedAt: "2026-01-01T00:00:00Z", Events: events },
      ...others,
    },
  });
}
