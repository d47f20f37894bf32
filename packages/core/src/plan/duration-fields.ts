import type { Block } from "../jobspec/schema/_define.ts";
import { job } from "../jobspec/schema/job.ts";

/**
 * The API struct behind an object of a diff, where the struct has durations. `Template` inside a template is the diff's
 * name for its wait block.
 * @see hashicorp/nomad nomad/structs/diff.go (2.0.5)
 */
const STRUCT_OF_OBJECT: Readonly<Record<string, string>> = {
  group: "TaskGroup",
  task: "Task",
  RestartPolicy: "RestartPolicy",
  ReschedulePolicy: "ReschedulePolicy",
  Disconnect: "DisconnectStrategy",
  Migrate: "MigrateStrategy",
  Update: "UpdateStrategy",
  Check: "ServiceCheck",
  CheckRestart: "CheckRestart",
  Identity: "WorkloadIdentity",
  SidecarTask: "SidecarTask",
  Template: "Template",
  "Template.Template": "WaitConfig",
  ChangeScript: "ChangeScript",
};

const DURATIONS: ReadonlySet<string> = new Set(durationsOf(job, new Set()));

/**
 * Whether a field of a diff holds a duration in nanoseconds.
 * @param owner the way to the field, outermost first: `["group", "Service", "Check"]`
 */
export function isDurationField(owner: readonly string[], field: string): boolean {
  const struct = STRUCT_OF_OBJECT[owner.slice(-2).join(".")] ?? STRUCT_OF_OBJECT[owner.at(-1) ?? ""];
  return struct !== undefined && DURATIONS.has(`${struct}.${field}`);
}

/** `Struct.Field` of every duration below a block. */
function durationsOf(block: Block, seen: Set<Block>): string[] {
  if (seen.has(block)) return [];
  seen.add(block);
  return Object.values(block.fields).flatMap((field) => {
    if (field.kind === "block") return durationsOf(field.block, seen);
    return field.kind === "attribute" && field.type.name === "duration"
      ? [`${block.struct}.${field.api}`]
      : [];
  });
}
