import type { AllocationMetric, NodeCounts } from "../answers/allocation-metric.ts";
import type {
  FieldDiff,
  JobDiff,
  JobPlanResponse,
  ObjectDiff,
  TaskDiff,
  TaskGroupDiff,
} from "../answers/plan-response.ts";
import { announcesSecret, userKeys } from "./mask-keys.ts";
import { hideSecrets, maskPair, usableSecrets } from "./mask-text.ts";

/**
 * A copy of a plan that may be shown: secret values in its diff read `(sensitive)`, or `(sensitive, before)` and
 * `(sensitive, after)` where they change. Secret is what stands under a key that looks so (environment, meta, driver
 * config, headers, lines of templates), what shows by itself that it is, and what contains one of `secrets`
 * (values of `secret()`; those under 4 characters are ignored).
 */
export function maskPlan<P extends JobPlanResponse>(plan: P, secrets: Iterable<string>): P {
  const hidden = usableSecrets(secrets);
  return {
    ...plan,
    Diff: plan.Diff && maskJobDiff(plan.Diff, hidden),
    Warnings: plan.Warnings && hideSecrets(plan.Warnings, hidden),
    FailedTGAllocs:
      plan.FailedTGAllocs && mapValues(plan.FailedTGAllocs, (metric) => maskMetric(metric, hidden)),
  };
}

/** A copy of a diff that may be shown, see {@link maskPlan}. */
export function maskJobDiff(diff: JobDiff, secrets: Iterable<string>): JobDiff {
  const hidden = usableSecrets(secrets);
  const groups = diff.TaskGroups && diff.TaskGroups.map((group) => maskGroup(group, hidden));
  return { ...maskContents(diff, "", hidden), TaskGroups: groups };
}

function maskGroup(group: TaskGroupDiff, secrets: readonly string[]): TaskGroupDiff {
  const tasks = group.Tasks && group.Tasks.map((task): TaskDiff => maskContents(task, "", secrets));
  return { ...maskContents(group, "", secrets), Tasks: tasks };
}

interface Contents {
  readonly Fields?: readonly FieldDiff[] | null | undefined;
  readonly Objects?: readonly ObjectDiff[] | null | undefined;
}

/** @param name of the object whose contents these are, "" for a job, group or task */
function maskContents<C extends Contents>(contents: C, name: string, secrets: readonly string[]): C {
  const fields = contents.Fields ?? [];
  const siblings = new Map(fields.map((field) => [field.Name, field]));
  return {
    ...contents,
    Fields: contents.Fields && fields.map((field) => maskField(field, name, siblings, secrets)),
    Objects:
      contents.Objects &&
      contents.Objects.map((object): ObjectDiff => maskContents(object, object.Name, secrets)),
  };
}

function maskField(
  field: FieldDiff,
  object: string,
  siblings: ReadonlyMap<string, FieldDiff>,
  secrets: readonly string[],
): FieldDiff {
  const before = precedingItem(field, siblings);
  // An item of a list of arguments is named by the one before it.
  const flag = [before?.Old, before?.New].find(announcesSecret);
  const keys = [...userKeys(field.Name, object), ...(flag === undefined ? [] : [flag])];
  const [Old, New] = maskPair(field.Old, field.New, { keys, secrets });
  return { ...field, Old, New };
}

/** `args[1]` for `args[2]`. */
function precedingItem(field: FieldDiff, siblings: ReadonlyMap<string, FieldDiff>): FieldDiff | undefined {
  const item = /^(.*)\[(\d+)\]$/.exec(field.Name);
  return item === null ? undefined : siblings.get(`${item[1]}[${Number(item[2]) - 1}]`);
}

/** Constraints are the user's text and stand in the reasons. */
function maskMetric(metric: AllocationMetric, secrets: readonly string[]): AllocationMetric {
  const constraints = metric.ConstraintFiltered;
  if (!constraints || secrets.length === 0) return metric;
  const masked: NodeCounts = Object.fromEntries(
    Object.entries(constraints).map(([constraint, nodes]) => [hideSecrets(constraint, secrets), nodes]),
  );
  return { ...metric, ConstraintFiltered: masked };
}

function mapValues<T>(record: Readonly<Record<string, T>>, change: (value: T) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, change(value)]));
}
