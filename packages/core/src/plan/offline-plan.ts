import type { ApiJob } from "../jobspec/api-job.ts";
import { asStored } from "../jobspec/canonicalize/as-stored.ts";
import type { ComparedWith } from "./compared-with.ts";
import type {
  DesiredUpdates,
  FieldDiff,
  JobDiff,
  JobPlanResponse,
  ObjectDiff,
  TaskDiff,
  TaskGroupDiff,
} from "../answers/plan-response.ts";

type ApiGroup = NonNullable<ApiJob["TaskGroups"]>[number];
type ApiTask = NonNullable<ApiGroup["Tasks"]>[number];

/** A plan that no server made. Nothing was scheduled, so it says nothing about whether the job fits. */
export interface OfflinePlan extends JobPlanResponse {
  readonly Diff: JobDiff;
  readonly comparedWith: Extract<ComparedWith, { kind: "empty cluster" }>;
}

/**
 * The plan of a job against an empty cluster: all of it is new. Groups of system and sysbatch jobs have no numbers,
 * since those depend on the nodes. The fields listed are the plain ones of the job as a server would keep it, in Nomad's order.
 * @see hashicorp/nomad nomad/structs/diff.go (2.0.5)
 */
export function planOffline(written: ApiJob): OfflinePlan {
  const job = asStored(written);
  const groups = (job.TaskGroups ?? []).toSorted((a, b) => compare(a.Name ?? "", b.Name ?? ""));
  const onEveryNode = job.Type === "system" || job.Type === "sysbatch";
  const updates = onEveryNode
    ? []
    : groups.map((group): [string, DesiredUpdates] => [group.Name ?? "", placing(group.Count ?? 0)]);
  return {
    comparedWith: { kind: "empty cluster" },
    JobModifyIndex: 0,
    Diff: {
      Type: "Added",
      ID: job.ID ?? "",
      Fields: jobFields(job),
      Objects: datacenters(job.Datacenters ?? []),
      TaskGroups: groups.map((group) => addedGroup(group, onEveryNode)),
    },
    Annotations: { DesiredTGUpdates: Object.fromEntries(updates), PreemptedAllocs: null },
    FailedTGAllocs: null,
    CreatedEvals: null,
    NextPeriodicLaunch: null,
    Warnings: "",
  };
}

function addedGroup(group: ApiGroup, onEveryNode: boolean): TaskGroupDiff {
  const count = group.Count ?? 0;
  const tasks = (group.Tasks ?? []).toSorted((a, b) => compare(a.Name ?? "", b.Name ?? ""));
  const countField = addedFields({ Count: count }).map((field) =>
    BigInt(count) > 0n ? { ...field, Annotations: ["forces create"] } : field,
  );
  return {
    Type: "Added",
    Name: group.Name ?? "",
    Fields: [
      ...countField,
      ...addedFields({
        ...keyed("Meta", group.Meta),
        PreventRescheduleOnLost: group.PreventRescheduleOnLost,
      }),
    ],
    Objects: null,
    Tasks: tasks.map(addedTask),
    Updates: onEveryNode || BigInt(count) === 0n ? null : { create: count },
  };
}

function addedTask(task: ApiTask): TaskDiff {
  return {
    Type: "Added",
    Name: task.Name ?? "",
    Fields: addedFields({
      Driver: task.Driver,
      ...keyed("Env", task.Env),
      KillSignal: task.KillSignal,
      KillTimeout: task.KillTimeout,
      Kind: task.Kind,
      Leader: task.Leader,
      ...keyed("Meta", task.Meta),
      ShutdownDelay: task.ShutdownDelay,
      User: task.User,
    }),
    Objects: null,
    Annotations: ["forces create"],
  };
}

function jobFields(job: ApiJob): FieldDiff[] {
  return addedFields({
    AllAtOnce: job.AllAtOnce,
    Dispatched: job.Dispatched,
    ...keyed("Meta", job.Meta),
    Name: job.Name,
    Namespace: job.Namespace,
    NodePool: job.NodePool,
    Priority: job.Priority,
    Region: job.Region,
    Stop: job.Stop,
    Type: job.Type,
  });
}

function datacenters(names: readonly string[]): ObjectDiff[] {
  const fields = [...new Set(names)].toSorted().map((name) => addedField("Datacenters", name));
  return [{ Type: "Added", Name: "Datacenters", Fields: fields, Objects: null }];
}

type Plain = string | number | bigint | boolean | null | undefined;

/** Fields in the order of their names, without those that have no value. */
function addedFields(values: Readonly<Record<string, Plain>>): FieldDiff[] {
  return Object.entries(values)
    .filter(([, value]) => value !== undefined && value !== null && value !== "")
    .toSorted(([a], [b]) => compare(a, b))
    .map(([name, value]) => addedField(name, String(value)));
}

function addedField(name: string, value: string): FieldDiff {
  return { Type: "Added", Name: name, Old: "", New: value, Annotations: null };
}

/** `Env[A]` for each key of a map. */
function keyed(
  name: string,
  map: Readonly<Record<string, string>> | null | undefined,
): Record<string, string> {
  return Object.fromEntries(Object.entries(map ?? {}).map(([key, value]) => [`${name}[${key}]`, value]));
}

function placing(count: number | bigint): DesiredUpdates {
  return {
    Ignore: 0,
    Place: count,
    Migrate: 0,
    Stop: 0,
    InPlaceUpdate: 0,
    DestructiveUpdate: 0,
    Canary: 0,
    Preemptions: 0,
    Disconnect: 0,
    Reconnect: 0,
    RescheduleNow: 0,
    RescheduleLater: 0,
  };
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
