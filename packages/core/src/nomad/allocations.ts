import * as z from "zod/mini";

import type { ApiJob } from "../jobspec/api-job.ts";
import { allocationMetric } from "../answers/allocation-metric.ts";
import { apiPath } from "./api-path.ts";
import { read, type CallOptions, type ListOptions, type ReadOptions } from "./call.ts";
import { count, flag, int64, list, map, optional, text, time } from "../http/go-value.ts";
import type { Query, Transport } from "./transport.ts";

/**
 * Something that happened to a task.
 * @see hashicorp/nomad api/tasks.go TaskEvent (2.0.5)
 */
export type TaskEvent = z.infer<typeof taskEvent>;

const taskEvent = z.looseObject({
  /** `Started`, `Terminated`, `Driver Failure`, `Restarting`, `Not Restarting`, ... */
  Type: text,
  /** Nanoseconds since 1970. */
  Time: int64,
  DisplayMessage: text,
  /** For `Terminated`: `exit_code`, `signal`, `oom_killed`. */
  Details: map(z.string()),
  ExitCode: count,
});

/**
 * How a task is doing.
 * @see hashicorp/nomad api/tasks.go TaskState (2.0.5)
 */
export type TaskState = z.infer<typeof taskState>;

const taskState = z.looseObject({
  /** `pending`, `running` or `dead`. */
  State: text,
  Failed: flag,
  Restarts: int64,
  LastRestart: time,
  /** `undefined`: never. */
  StartedAt: time,
  FinishedAt: time,
  /** Oldest first; the server keeps the last ten. */
  Events: list(taskEvent),
});

const port = { Label: text, Value: count, To: count };

const networks = list(
  z.looseObject({
    IP: text,
    ReservedPorts: list(z.looseObject(port)),
    DynamicPorts: list(z.looseObject(port)),
  }),
);

const ofTasks = map(z.looseObject({ Networks: networks }));

const common = {
  ID: z.string(),
  Namespace: text,
  EvalID: text,
  /** `job.group[index]` */
  Name: text,
  NodeID: text,
  NodeName: text,
  JobID: text,
  TaskGroup: text,
  /** `run`, `stop` or `evict`. */
  DesiredStatus: text,
  DesiredDescription: text,
  /** `pending`, `running`, `complete`, `failed`, `lost` or `unknown`. */
  ClientStatus: text,
  ClientDescription: text,
  /** By task name; empty as long as the client has not reported. */
  TaskStates: map(taskState),
  DeploymentStatus: optional(
    z.looseObject({
      /** `undefined`: not decided yet. */
      Healthy: optional(z.boolean()),
      Canary: flag,
      Timestamp: time,
      ModifyIndex: int64,
    }),
  ),
  /** Lists have it only when they are asked for it. */
  AllocatedResources: optional(
    z.looseObject({
      /** By task name. */
      Tasks: ofTasks,
      Shared: optional(
        z.looseObject({
          Networks: networks,
          /** Of the group, and of the tasks as well. */
          Ports: list(z.looseObject({ ...port, HostIP: text })),
        }),
      ),
    }),
  ),
  FollowupEvalID: text,
  /** The allocation that took over; "" for the newest one. */
  NextAllocation: text,
  CreateIndex: int64,
  ModifyIndex: int64,
  /** Nanoseconds since 1970. */
  CreateTime: int64,
  ModifyTime: int64,
};

/**
 * An allocation as lists have it: without its deployment.
 * @see hashicorp/nomad api/allocations.go AllocationListStub (2.0.5)
 */
export type AllocationStub = z.infer<typeof allocationStub>;

/** Reads an `AllocationStub`; a field that the server leaves out or sends as null has its zero value. */
export const allocationStub = z.looseObject({ ...common, JobVersion: int64, JobType: text });

/**
 * One instance of a task group on a node.
 * @see hashicorp/nomad api/allocations.go Allocation (2.0.5)
 */
export type Allocation = z.infer<typeof allocation>;

/** Reads an `Allocation`, as `allocationStub` does. */
export const allocation = z.looseObject({
  ...common,
  DeploymentID: text,
  PreviousAllocation: text,
  Metrics: optional(allocationMetric),
  /** The job in the version that the allocation runs. */
  Job: optional(
    z.pipe(
      z.looseObject({ ID: z.string() }),
      // Every field of ApiJob is optional and was written by the server that defines them.
      z.transform((job) => job as ApiJob),
    ),
  ),
  /** By task name; what servers before 0.9 have in place of `AllocatedResources`. */
  TaskResources: ofTasks,
});

/**
 * The last result of a check that Nomad runs itself, for a service with `provider = "nomad"`.
 * @see hashicorp/nomad nomad/structs/checks.go CheckQueryResult (2.0.5)
 */
export type AllocationCheck = z.infer<typeof allocationCheck>;

const allocationCheck = z.looseObject({
  /** Name of the check. */
  Check: text,
  Service: text,
  /** "" for a service of the group. */
  Task: text,
  /** `success`, `failure` or `pending`. */
  Status: text,
  Output: text,
});

/** Which part of a log to read. */
export interface LogOptions extends CallOptions {
  /** Where `offset` counts from. @default "start" */
  readonly origin?: "start" | "end" | undefined;
  /** Bytes; from the end it counts back, and more than there are means all. @default 0 */
  readonly offset?: number | undefined;
}

/** Allocations and their logs over a transport. */
export function createAllocations(transport: Transport) {
  return {
    /** All allocations, oldest first; with `resources`, what was allocated to them, too. */
    list: ({ resources, ...options }: ListOptions & { readonly resources?: boolean | undefined } = {}) =>
      read(transport, "/v1/allocations", list(allocationStub), options, { resources }),

    /** @throws {NomadxError} `not-found` */
    read: (id: string, options: ReadOptions = {}) =>
      read(transport, apiPath`/v1/allocation/${id}`, allocation, options),

    /**
     * Results of the checks that Nomad runs itself, by the check's ID; the node of the allocation is asked.
     * @throws {NomadxError} `not-found`; `refused` when its node is out of reach
     */
    checks: (id: string, options: CallOptions = {}) =>
      read(transport, apiPath`/v1/client/allocation/${id}/checks`, map(allocationCheck), options),

    /**
     * Returns the text that a task has written so far, "" for nothing. The text is the task's own: strip it before a
     * terminal sees it.
     * @throws {NomadxError} `not-found` for a task that never started and a node that is down
     */
    logs: (id: string, task: string, type: "stdout" | "stderr", options: LogOptions = {}) => {
      const { signal, timeoutMs } = options;
      const query = logQuery(task, type, options);
      return transport.text(apiPath`/v1/client/fs/logs/${id}`, { query, signal, timeoutMs });
    },

    /** The bytes a task writes, as it writes them; ends with `signal`, or when the task's log is gone. */
    followLogs: (id: string, task: string, type: "stdout" | "stderr", options: LogOptions = {}) =>
      transport.stream(apiPath`/v1/client/fs/logs/${id}`, {
        query: { ...logQuery(task, type, options), follow: true },
        signal: options.signal,
      }),
  };
}

function logQuery(task: string, type: string, options: LogOptions): Query {
  const { namespace, region, origin, offset } = options;
  return { task, type, plain: true, origin, offset, namespace, region };
}
