import type { Dialect } from "./dialect.ts";
import type {
  DiffType,
  FieldDiff,
  JobDiff,
  ObjectDiff,
  TaskDiff,
  TaskGroupDiff,
} from "../answers/plan-response.ts";
import type { TextStyle } from "./text-style.ts";

/** The options of rendering a diff. */
export interface DiffOptions {
  readonly dialect: Dialect;
  readonly style: TextStyle;
  /** Also show the contents of added and deleted groups and tasks. */
  readonly verbose: boolean;
  /** In words, what happens to the allocations of a group that the diff has no numbers for. */
  readonly withoutUpdates?: ((group: TaskGroupDiff) => string | undefined) | undefined;
}

/** The fields that the diffs of a job, group, task and object have in common. */
interface Contents {
  readonly Type: DiffType;
  readonly Fields?: readonly FieldDiff[] | null | undefined;
  readonly Objects?: readonly ObjectDiff[] | null | undefined;
}

/** Where the contents of one block go. */
interface Level {
  readonly indent: number;
  /** The way to the block, outermost first. */
  readonly owner: readonly string[];
  /** Columns that all siblings give to their markers. */
  readonly marker: number;
}

const MARKERS: Readonly<Record<DiffType, string>> = { Added: "+ ", Deleted: "- ", Edited: "+/- ", None: "" };

/**
 * The diff of a job as text: a line for the job, its changed fields and objects, then the same for each group and task,
 * markers and values aligned per level. Ends without a line break.
 * @see hashicorp/nomad command/job_plan.go formatJobDiff (2.0.5)
 */
export function renderJobDiff(diff: JobDiff, options: DiffOptions): string {
  const { style, dialect } = options;
  const groups = diff.TaskGroups ?? [];
  const level: Level = { indent: 0, owner: ["job"], marker: markerColumns(diff, groups) };
  let out = `${marker(diff, style)}${style.bold(`Job: ${dialect.quote(diff.ID)}`)}\n`;
  out += paragraphOf(diff, level, options);
  for (const group of groups) out += `${renderGroup(group, level, options)}\n`;
  return out.trim();
}

function renderGroup(group: TaskGroupDiff, parent: Level, options: DiffOptions): string {
  const { style, dialect } = options;
  const tasks = group.Tasks ?? [];
  const padding = paddingOf(group, parent);
  const level: Level = { indent: padding + 2, owner: ["group"], marker: markerColumns(group, tasks) };
  const title = style.bold(`Task Group: ${dialect.quote(group.Name)}`);
  let out = `${marker(group, style)}${spaces(padding)}${title}${renderUpdates(group, options)}\n`;
  out += paragraphOf(group, level, options);
  for (const task of tasks) out += `${renderTask(task, level, options)}\n`;
  return out;
}

function renderTask(task: TaskDiff, parent: Level, options: DiffOptions): string {
  const { style, dialect } = options;
  const title = style.bold(`Task: ${dialect.quote(task.Name)}`);
  const head =
    spaces(parent.indent) +
    marker(task, style) +
    spaces(paddingOf(task, parent)) +
    title +
    renderAnnotations(task, options);
  if (task.Type === "None" || (task.Type !== "Edited" && !options.verbose)) return head;
  const level: Level = { indent: parent.indent + 2, owner: ["task"], marker: markerColumns(task, []) };
  return `${head}\n${renderContents(task, level, options)}`;
}

/** The contents of a job or group, which are only shown where they were edited. */
function paragraphOf(contents: Contents, level: Level, options: DiffOptions): string {
  if (contents.Type !== "Edited" && !options.verbose) return "";
  const text = renderContents(contents, level, options);
  return text === "" ? "" : `${text}\n`;
}

function renderContents(contents: Contents, level: Level, options: DiffOptions): string {
  const fields = contents.Fields ?? [];
  const nameColumns = Math.max(0, ...fields.map((field) => options.dialect.width(field.Name)));
  return [
    ...fields.map((field) => renderField(field, level, nameColumns, options)),
    ...(contents.Objects ?? []).map((object) => renderObject(object, level, options)),
  ].join("\n");
}

function renderObject(object: ObjectDiff, parent: Level, options: DiffOptions): string {
  const padding = paddingOf(object, parent);
  const level: Level = {
    indent: parent.indent + padding + 2,
    owner: [...parent.owner, object.Name],
    marker: markerColumns(object, []),
  };
  const indent = spaces(parent.indent);
  const head = `${indent}${marker(object, options.style)}${spaces(padding)}${options.dialect.name(object.Name)} {`;
  return `${head}\n${renderContents(object, level, options)}\n${indent}${spaces(parent.marker)}}`;
}

function renderField(field: FieldDiff, level: Level, nameColumns: number, options: DiffOptions): string {
  const { dialect, style } = options;
  const head =
    spaces(level.indent) +
    marker(field, style) +
    spaces(paddingOf(field, level)) +
    `${dialect.name(field.Name)}:`;
  const notes = renderAnnotations(field, options);
  const value = dialect.value(field, level.owner);
  switch (value.kind) {
    case "inline":
      return `${head} ${spaces(nameColumns - dialect.width(field.Name))}${value.text}${notes}`;
    case "lines": {
      const indent = spaces(level.indent + level.marker + 2);
      return [head + notes, ...value.lines.map((line) => indent + styleDiffLine(line, style))].join("\n");
    }
  }
}

function styleDiffLine(line: string, style: TextStyle): string {
  if (line.startsWith("+")) return style.green(line);
  if (line.startsWith("-")) return style.red(line);
  return line.startsWith("@@") ? style.cyan(line) : line;
}

/** `(1 create, 2 ignore)`, in alphabetical order. */
function renderUpdates(group: TaskGroupDiff, { dialect, style, withoutUpdates }: DiffOptions): string {
  const updates = Object.entries(group.Updates ?? {}).toSorted(([a], [b]) => (a < b ? -1 : 1));
  if (updates.length === 0) {
    const words = withoutUpdates?.(group);
    return words === undefined ? "" : ` (${words})`;
  }
  return ` (${updates.map(([type, count]) => styleUpdate(type, style)(dialect.name(`${count} ${type}`))).join(", ")})`;
}

function styleUpdate(type: string, style: TextStyle): (text: string) => string {
  switch (type) {
    case "create":
      return style.green;
    case "destroy":
      return style.red;
    case "migrate":
      return style.blue;
    case "in-place update":
      return style.cyan;
    case "create/destroy update":
      return style.yellow;
    case "canary":
      return style.brightYellow;
    default:
      return (text) => text;
  }
}

/** ` (forces create)` */
function renderAnnotations(
  { Annotations }: { readonly Annotations?: readonly string[] | null | undefined },
  { dialect, style }: DiffOptions,
): string {
  if (!Annotations?.length) return "";
  const notes = Annotations.map((note) => {
    const paint = note.startsWith("forces ") ? styleUpdate(note.slice("forces ".length), style) : String;
    return paint(dialect.name(note));
  });
  return ` (${notes.join(", ")})`;
}

function marker({ Type }: { readonly Type: DiffType }, style: TextStyle): string {
  switch (Type) {
    case "Added":
      return `${style.green("+")} `;
    case "Deleted":
      return `${style.red("-")} `;
    case "Edited":
      return `${style.brightYellow("+/-")} `;
    case "None":
      return "";
  }
}

/** The widest marker of a block's fields and objects and of `others` at the same level. */
function markerColumns(contents: Contents, others: readonly { readonly Type: DiffType }[]): number {
  const siblings = [...(contents.Fields ?? []), ...(contents.Objects ?? []), ...others];
  return Math.max(0, ...siblings.map(({ Type }) => MARKERS[Type].length));
}

function paddingOf({ Type }: { readonly Type: DiffType }, level: Level): number {
  return level.marker - MARKERS[Type].length;
}

function spaces(count: number): string {
  return " ".repeat(count);
}
