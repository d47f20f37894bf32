import { describe, expect, test } from "vitest";

import { NomadxError } from "../../diagnostics/errors.ts";
import type { Clock } from "../../http/clock.ts";
import type { Answer } from "../../http/answer.ts";
import type { ReadOptions } from "../call.ts";
import { allocationStub, type AllocationStub } from "../allocations.ts";
import { deployment as deploymentSchema, type Deployment } from "../deployments.ts";
import { evaluation as evaluationSchema, type Evaluation } from "../evaluations.ts";
import { storedJob, type StoredJob } from "../jobs.ts";
import type { FollowClient } from "./follow-client.ts";
import { followJob, type FollowJobOptions, type JobEvent } from "./follow-job.ts";

describe("following over the network", () => {
  test("asks with blocking queries until there is an outcome, which is the last event", async () => {
    const server = fakeServer();
    const following = collect(server, { jobId: "web", evaluationId: "e1" });
    await server.waiting(4);
    server.set({ deployments: [{ ...deployment, Status: "successful" }], allocations: [allocation] });
    const events = await following;
    expect(events.map(({ kind }) => kind)).toEqual([
      "evaluation",
      "deployment",
      "progress",
      "deployment",
      "allocation-placed",
      "allocation-status",
      "ended",
    ]);
    expect(events.at(-1)).toMatchObject({ outcome: { kind: "healthy" }, evidence: [] });
    expect(server.asked.filter((each) => each.startsWith("deployments")).slice(0, 2)).toEqual([
      "deployments 0",
      "deployments 10",
    ]);
  });

  test("leaves no request behind", async () => {
    const server = fakeServer();
    const following = collect(server, { jobId: "web", evaluationId: "e1" });
    await server.waiting(4);
    server.set({ deployments: [{ ...deployment, Status: "successful" }], allocations: [allocation] });
    await following;
    expect(await server.waiting(0)).toBe(0);
  });

  test("a launch is followed into the job that its evaluation names", async () => {
    const server = fakeServer({ evaluations: [{ ...evaluation, Type: "batch", DeploymentID: "" }] });
    server.set({
      job: { ...job, Type: "batch", Status: "dead" },
      allocations: [{ ...allocation, ClientStatus: "complete" }],
    });
    const events = await collect(server, { evaluationId: "e1" });
    expect(events.at(-1)).toMatchObject({ outcome: { kind: "complete", jobId: "web" } });
    expect(server.asked.slice(0, 1)).toEqual(["evaluation 0"]);
    expect(server.asked.some((each) => each.startsWith("deployments"))).toBe(false);
  });

  test("a failure comes with the ends of the logs, and with why one cannot be read", async () => {
    const failed = {
      ...deployment,
      Status: "failed",
      StatusDescription: "Failed due to unhealthy allocations",
    };
    const server = fakeServer({
      deployments: [failed],
      allocations: [{ ...allocation, ClientStatus: "failed" }],
    });
    server.logs.set("stdout", "fatal: no such table\n");
    const events = await collect(server, { jobId: "web", evaluationId: "e1" });
    expect(events.at(-1)).toMatchObject({
      kind: "ended",
      outcome: { kind: "failed" },
      evidence: [
        {
          allocation: { allocationId: "a1", status: "failed" },
          logs: [
            { task: "app", stream: "stderr", text: undefined, problem: "No path to node" },
            { task: "app", stream: "stdout", text: "fatal: no such table\n" },
          ],
        },
      ],
    });
  });

  test("a job that is gone is an answer, not an error", async () => {
    const server = fakeServer({ evaluations: [{ ...evaluation, TriggeredBy: "job-deregister" }] });
    server.set({ job: undefined });
    const events = await collect(server, { jobId: "web", evaluationId: "e1" });
    expect(events.at(-1)).toMatchObject({
      outcome: { kind: "stopped", reason: "The job is purged" },
    });
  });

  test("a limit ends the wait while all requests are held back", async () => {
    const server = fakeServer();
    const following = collect(server, { jobId: "web", evaluationId: "e1", timeoutMs: 60_000 });
    await server.waiting(4);
    server.clock.advance(59_999);
    await server.waiting(4);
    server.clock.advance(1);
    expect((await following).at(-1)).toMatchObject({ outcome: { kind: "timeout" } });
  });

  test("a server that is out of reach for a while is told once, and asked again", async () => {
    const server = fakeServer({
      deployments: [{ ...deployment, Status: "successful" }],
      allocations: [allocation],
    });
    const refused = new NomadxError("unreachable", "connect ECONNREFUSED 127.0.0.1:4646");
    server.failures.push(refused, refused, refused, refused);
    const following = collect(server, { jobId: "web", evaluationId: "e1" });
    await turns();
    server.clock.advance(10_000);
    const events = await following;
    expect(events.slice(0, 2)).toMatchObject([
      { kind: "connection-lost", message: "connect ECONNREFUSED 127.0.0.1:4646" },
      { kind: "connection-restored" },
    ]);
    expect(events.filter(({ kind }) => kind === "connection-lost")).toHaveLength(1);
    expect(events.at(-1)).toMatchObject({ outcome: { kind: "healthy" } });
  });

  test("a refusal ends it", async () => {
    const server = fakeServer();
    server.failures.push(new NomadxError("permission", "Permission denied"));
    await expect(collect(server, { jobId: "web", evaluationId: "e1" })).rejects.toThrow("Permission denied");
    await server.waiting(0);
  });

  test("the signal ends it with its reason", async () => {
    const server = fakeServer();
    const controller = new AbortController();
    const following = collect(server, { jobId: "web", evaluationId: "e1" }, { signal: controller.signal });
    await server.waiting(4);
    controller.abort(new NomadxError("usage", "interrupted"));
    await expect(following).rejects.toThrow("interrupted");
    await server.waiting(0);
  });

  test("a reader that stops reading ends the requests", async () => {
    const server = fakeServer();
    for await (const event of followJob(
      server.client,
      { jobId: "web", evaluationId: "e1" },
      { clock: server.clock },
    )) {
      if (event.kind === "deployment") break;
    }
    expect(await server.waiting(0)).toBe(0);
  });
});

interface State {
  readonly job: StoredJob | undefined;
  readonly evaluations: readonly Evaluation[];
  readonly deployments: readonly Deployment[];
  readonly allocations: readonly AllocationStub[];
}

interface FakeServer {
  readonly client: FollowClient;
  readonly clock: Clock & { advance(milliseconds: number): void };
  /** Every request: what was asked for and the index that it waits for. */
  readonly asked: string[];
  /** Thrown by the next requests, one each. */
  readonly failures: Error[];
  readonly logs: Map<string, string>;
  set(state: Partial<State>): void;
  /** Resolves when so many requests wait for a change. */
  waiting(count: number): Promise<number>;
}

async function collect(
  server: FakeServer,
  start: Parameters<typeof followJob>[1],
  options: FollowJobOptions = {},
): Promise<JobEvent[]> {
  const events: JobEvent[] = [];
  for await (const event of followJob(server.client, start, { clock: server.clock, ...options }))
    events.push(event);
  return events;
}

/** A server with one job, whose answers have index 10 and one more after each change. */
function fakeServer(initial: Partial<State> = {}): FakeServer {
  let state: State = {
    job,
    evaluations: [evaluation],
    deployments: [deployment],
    allocations: [],
    ...initial,
  };
  let index = 10;
  const held = new Set<() => void>();
  const asked: string[] = [];
  const failures: Error[] = [];
  const logs = new Map<string, string>();

  async function read<T>(what: string, options: ReadOptions, value: () => T): Promise<Answer<T>> {
    asked.push(`${what} ${options.index ?? 0}`);
    const failure = failures.shift();
    if (failure !== undefined) throw failure;
    if (options.index === index) {
      await new Promise<void>((resolve, reject) => {
        const release = (): void => {
          held.delete(release);
          options.signal?.removeEventListener("abort", abort);
          resolve();
        };
        const abort = (): void => {
          held.delete(release);
          reject(new NomadxError("unreachable", "aborted"));
        };
        held.add(release);
        options.signal?.addEventListener("abort", abort);
      });
    }
    return { value: value(), index, knownLeader: true, lastContactMs: 0 };
  }
  return {
    asked,
    failures,
    logs,
    clock: fakeClock(),
    client: {
      jobs: {
        read: (_, options) => read("job", options, () => found(state.job)),
        evaluations: (_, options) => read("evaluations", options, () => state.evaluations),
        deployments: (_, options) => read("deployments", options, () => state.deployments),
        allocations: (_, options) => read("allocations", options, () => state.allocations),
      },
      evaluations: {
        read: (id, options) =>
          read("evaluation", options, () => found(state.evaluations.find(({ ID }) => ID === id))),
      },
      allocations: {
        logs(_allocation, _task, stream) {
          const value = logs.get(stream);
          if (value !== undefined) {
            return Promise.resolve({ value, index: 0, knownLeader: true, lastContactMs: 0 });
          }
          const request = { method: "GET", url: "http://127.0.0.1/", status: 404, text: "No path to node" };
          return Promise.reject(new NomadxError("not-found", "refused", { request }));
        },
      },
    },
    set(change) {
      state = { ...state, ...change };
      index += 1;
      for (const release of [...held]) release();
    },
    async waiting(count) {
      for (let patience = 20; patience > 0 && held.size !== count; patience--) await turns();
      expect(held.size).toBe(count);
      return held.size;
    },
  };
}

/** Lets everything happen that does not wait for the clock. */
async function turns(): Promise<void> {
  for (let turn = 0; turn < 10; turn++) await new Promise(setImmediate);
}

function found<T>(value: T | undefined): T {
  if (value === undefined) throw new NomadxError("not-found", "job not found");
  return value;
}

function fakeClock(): FakeServer["clock"] {
  let now = 0;
  const sleepers = new Set<{ until: number; wake: () => void }>();
  return {
    now: () => now,
    sleep: (milliseconds, signal) =>
      new Promise((resolve, reject) => {
        const sleeper = { until: now + milliseconds, wake: resolve };
        sleepers.add(sleeper);
        signal?.addEventListener("abort", () => {
          sleepers.delete(sleeper);
          reject(new NomadxError("usage", "woken"));
        });
      }),
    advance(milliseconds) {
      now += milliseconds;
      for (const sleeper of sleepers) {
        if (sleeper.until > now) continue;
        sleepers.delete(sleeper);
        sleeper.wake();
      }
    },
  };
}

const job = storedJob.parse({
  ID: "web",
  Type: "service",
  Version: 0,
  Status: "running",
  Stop: false,
  JobModifyIndex: 5,
  TaskGroups: [{ Name: "web", Count: 1 }],
});
const evaluation = evaluationSchema.parse({
  ID: "e1",
  JobID: "web",
  Type: "service",
  TriggeredBy: "job-register",
  Status: "complete",
  DeploymentID: "d1",
  JobModifyIndex: 5,
  CreateIndex: 5,
});
const deployment = deploymentSchema.parse({
  ID: "d1",
  JobVersion: 0,
  JobSpecModifyIndex: 5,
  CreateIndex: 6,
  Status: "running",
  TaskGroups: {
    web: {
      DesiredTotal: 1,
      DesiredCanaries: 0,
      PlacedAllocs: 1,
      HealthyAllocs: 0,
      UnhealthyAllocs: 0,
      Promoted: false,
      RequireProgressBy: "2026-11-21T09:18:17Z",
    },
  },
});
const allocation = allocationStub.parse({
  ID: "a1",
  Name: "web.web[0]",
  TaskGroup: "web",
  JobVersion: 0,
  EvalID: "e1",
  NodeID: "n1",
  ClientStatus: "running",
  DesiredStatus: "run",
  CreateIndex: 6,
  TaskStates: {
    app: { State: "dead", Failed: true, Restarts: 0, StartedAt: "2026-11-21T09:18:04Z", Events: [] },
  },
});
