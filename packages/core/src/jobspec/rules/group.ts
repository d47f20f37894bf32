import { quote } from "../../go/quote.ts";
import { group } from "../schema/group.ts";
import { blockRules, type At, type Broken } from "./rule.ts";
import { inRange } from "./schema-rules.ts";

/** A group by itself, and which of its blocks its job's type takes. @see hashicorp/nomad nomad/structs/structs.go Job.Validate, TaskGroup.Validate (2.0.5) */
export const groupRules = blockRules(group, undefined, [
  {
    code: "NX2101",
    find: ({ Name }) =>
      Name.includes("\0") && {
        keys: ["Name"],
        summary: "The group's name contains a null character",
        received: Name,
        help: "Leave the null character out.",
        nomad: "Task group name contains null character",
      },
  },
  inRange(group, "Count", { least: 0 }, () => "Task group count can't be negative"),
  {
    code: "NX2102",
    find: ({ Name, Count }, { job }) =>
      job.Type === "system" &&
      Count > 1 && {
        keys: ["Count"],
        summary: "A group of a system job has a count",
        detail: `A system job runs its groups once on each node that fits, and "count" is ${Count}.`,
        help: 'Leave "count" out, or make it a service job.',
        nomad: `Job task group ${Name} has count ${Count}. Count cannot exceed 1 with system scheduler`,
      },
  },
  inRange(group, "ShutdownDelay", { least: 0 }, () => "ShutdownDelay must be a positive value"),
  inRange(group, "MaxRunDuration", { least: 1 }, () => "MaxRunDuration must be greater than zero"),
  {
    code: "NX2103",
    find: ({ Tasks }) =>
      Tasks.flatMap(({ Leader }, index) => (Leader ? [index] : []))
        .slice(1)
        .map((index) => ({
          keys: ["Tasks", index, "Leader"],
          summary: "A group has two leaders",
          detail: "When the leader ends, all other tasks of its group are stopped: there can be one.",
          help: 'Leave "leader" out of all tasks but one.',
          nomad: "Only one task may be marked as leader",
        })),
  },
  {
    code: "NX2104",
    find: (block, at) => [
      ...notOfType(at, ["batch", "sysbatch"], "MaxRunDuration", block.MaxRunDuration !== null, {
        name: "max_run_duration",
        why: "Only batch and sysbatch jobs end by themselves.",
        nomad: `Job type ${quote(at.job.Type)} does not allow max_run_duration`,
      }),
      ...notOfType(at, ["service", "system"], "Update", block.Update !== null, {
        name: "update",
        why: "Only service and system jobs are rolled out: allocations of a batch job that run are left to end.",
        nomad: `Job type ${quote(at.job.Type)} does not allow update block`,
      }),
      ...notOfType(at, ["service"], "Migrate", block.Migrate !== null, {
        name: "migrate",
        why: "Only allocations of service jobs migrate from a node that is drained.",
        nomad: `Job type ${quote(at.job.Type)} does not allow migrate block`,
      }),
      ...notOfType(at, ["service", "batch"], "ReschedulePolicy", block.ReschedulePolicy !== null, {
        name: "reschedule",
        why: "A system job runs on every node that fits: there is no other node to move to.",
        nomad: "System or sysbatch jobs should not have a reschedule policy",
      }),
      ...notOfType(at, ["service", "batch", "sysbatch"], "Scaling", block.Scaling !== null, {
        name: "scaling",
        why: "A system job runs once on every node that fits: it has no count to change.",
        nomad: "Task groups with job type system do not support scaling blocks",
      }),
    ],
  },
]);

interface OfType {
  readonly name: string;
  readonly why: string;
  readonly nomad: string;
}

/** A type that Nomad does not know is another mistake. */
function notOfType(
  { job: { Type } }: At,
  types: readonly string[],
  field: string,
  isThere: boolean,
  { name, why, nomad }: OfType,
): readonly Broken[] {
  if (!isThere || types.includes(Type)) return [];
  return [
    {
      keys: [field],
      at: "key",
      summary: `A ${Type} job takes no "${name}"`,
      detail: why,
      allowed: `in jobs of the type ${types.map((type) => JSON.stringify(type)).join(" or ")}`,
      help: `Leave "${name}" out, in the job, too.`,
      nomad,
    },
  ];
}
