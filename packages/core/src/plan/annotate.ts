import type {
  DesiredUpdates,
  FieldDiff,
  JobDiff,
  ObjectDiff,
  PlanAnnotations,
  TaskDiff,
  TaskGroupDiff,
} from "../answers/plan-response.ts";

/** The names that a diff has for what a scheduler does with allocations. */
const updateNames = {
  Ignore: "ignore",
  Place: "create",
  Migrate: "migrate",
  Stop: "destroy",
  Canary: "canary",
  InPlaceUpdate: "in-place update",
  DestructiveUpdate: "create/destroy update",
} as const satisfies { readonly [Name in keyof DesiredUpdates]?: string };

/** Objects of a task that Nomad takes for changes of its surroundings. */
const besideTheTask = new Set(["Service", "Constraint", "Affinity", "Spread"]);

/**
 * A diff with what Nomad says of its consequences: the numbers of allocations of each group by what happens to them, what a
 * changed count forces, and what a change forces on each task. The latter is a guess that Nomad makes from the names of
 * what changed; what a scheduler really does with an allocation is decided otherwise (see `taskUpdates`).
 *
 * @param annotations the numbers, where a scheduler was asked
 * @example annotate(diffJobs(null, job), undefined).TaskGroups?.[0]?.Tasks?.[0]?.Annotations // ["forces create"]
 * @see hashicorp/nomad scheduler/annotate.go Annotate (2.0.5)
 */
export function annotate(diff: JobDiff, annotations: PlanAnnotations | null | undefined): JobDiff {
  const updates = annotations?.DesiredTGUpdates ?? {};
  const groups = diff.TaskGroups?.map((group) =>
    annotateGroup(group, Object.hasOwn(updates, group.Name) ? updates[group.Name] : undefined),
  );
  return groups === undefined ? diff : { ...diff, TaskGroups: groups };
}

function annotateGroup(group: TaskGroupDiff, updates: DesiredUpdates | undefined): TaskGroupDiff {
  const tasks = group.Tasks?.map((task) => annotateTask(task, group));
  return {
    ...group,
    Updates: updates === undefined ? (group.Updates ?? null) : namedUpdates(updates),
    Fields: group.Fields?.map(annotateCount) ?? null,
    ...(tasks !== undefined && { Tasks: tasks }),
  };
}

function namedUpdates(updates: DesiredUpdates): Record<string, number | bigint> {
  const entries = Object.entries(updateNames).flatMap(([counter, name]): [string, number | bigint][] => {
    const count = updates[counter];
    const isCount = typeof count === "number" || typeof count === "bigint";
    return isCount && BigInt(count) !== 0n ? [[name, count]] : [];
  });
  return Object.fromEntries(entries);
}

function annotateCount(field: FieldDiff): FieldDiff {
  if (field.Name !== "Count") return field;
  const [before, after] = [BigInt(field.Old), BigInt(field.New)];
  if (before === after) return field;
  return { ...field, Annotations: [before < after ? "forces create" : "forces destroy"] };
}

function annotateTask(task: TaskDiff, group: TaskGroupDiff): TaskDiff {
  const annotation = taskAnnotation(task, group);
  return annotation === undefined ? task : { ...task, Annotations: [annotation] };
}

function taskAnnotation(task: TaskDiff, group: TaskGroupDiff): string | undefined {
  if (task.Type === "None") return undefined;
  if (group.Type === "Added" || group.Type === "Deleted") {
    if (task.Type === "Added") return "forces create";
    if (task.Type === "Deleted") return "forces destroy";
  }
  const isDestructive =
    (task.Fields ?? []).some(({ Name: name }) => name !== "KillTimeout") ||
    (task.Objects ?? []).some(isOfTheTask);
  return isDestructive ? "forces create/destroy update" : "forces in-place update";
}

/** Of the log's configuration the one field counts, and it counts where it is listed, changed or not. */
function isOfTheTask(object: ObjectDiff): boolean {
  if (object.Name !== "LogConfig") return !besideTheTask.has(object.Name);
  return (object.Fields ?? []).some(({ Name: name }) => name === "Disabled");
}
