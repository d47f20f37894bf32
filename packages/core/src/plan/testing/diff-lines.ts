import type { FieldDiff, JobDiff, ObjectDiff, TaskDiff, TaskGroupDiff } from "../../answers/plan-response.ts";

/**
 * A diff as lines that a test can show: type, what it is, and of fields the values. Fields that did not change, and all of
 * jobs, groups and tasks that did not, are left out.
 */
export function diffLines(diff: JobDiff): string[] {
  return [
    `${diff.Type} job`,
    ...indented([...contents(diff), ...(diff.TaskGroups ?? []).flatMap((group) => groupLines(group))]),
  ];
}

function groupLines(group: TaskGroupDiff): string[] {
  if (group.Type === "None") return [];
  const updates = Object.entries(group.Updates ?? {}).map(([name, count]) => `${count} ${name}`);
  return [
    [`${group.Type} group ${group.Name}`, ...updates].join(", "),
    ...indented([...contents(group), ...(group.Tasks ?? []).flatMap((task) => taskLines(task))]),
  ];
}

function taskLines(task: TaskDiff): string[] {
  if (task.Type === "None") return [];
  return [
    [`${task.Type} task ${task.Name}`, ...(task.Annotations ?? [])].join(", "),
    ...indented(contents(task)),
  ];
}

/** An object as lines, with what is in it. */
function objectLines(object: ObjectDiff): string[] {
  return [`${object.Type} ${object.Name}`, ...indented(contents(object))];
}

interface Contents {
  readonly Fields?: readonly FieldDiff[] | null | undefined;
  readonly Objects?: readonly ObjectDiff[] | null | undefined;
}

function contents({ Fields, Objects }: Contents): string[] {
  return [...(Fields ?? []).flatMap(fieldLines), ...(Objects ?? []).flatMap(objectLines)];
}

function fieldLines({ Type, Name, Old, New, Annotations }: FieldDiff): string[] {
  if (Type === "None") return [];
  const annotations = (Annotations ?? []).map((annotation) => ` (${annotation})`).join("");
  return [`${Type} ${Name}: ${JSON.stringify(Old)} => ${JSON.stringify(New)}${annotations}`];
}

function indented(lines: readonly string[]): string[] {
  return lines.map((line) => `  ${line}`);
}
