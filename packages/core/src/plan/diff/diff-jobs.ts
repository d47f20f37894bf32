import type {
  DiffType,
  FieldDiff,
  JobDiff,
  ObjectDiff,
  TaskDiff,
  TaskGroupDiff,
} from "../../answers/plan-response.ts";
import { NomadxError } from "../../diagnostics/errors.ts";
import { compareBytes } from "../../go/byte-order.ts";
import type { ApiJob } from "../../jobspec/api-job.ts";
import { asPlanned } from "../../jobspec/canonicalize/as-stored.ts";
import { group as groupBlock } from "../../jobspec/schema/group.ts";
import { job as jobBlock } from "../../jobspec/schema/job.ts";
import { task as taskBlock } from "../../jobspec/schema/task.ts";
import type { Block } from "../../jobspec/schema/_define.ts";
import { textOf } from "../../jobspec/schema/_hub.ts";
import { changedFieldDiffs, orNull } from "./field-diffs.ts";
import { plainFields, plainText } from "./flatten.ts";
import { groupParts } from "./group.ts";
import { jobFieldsOfServer, jobParts } from "./job.ts";
import { byName, indexed } from "./lists.ts";
import { partDiffs, type Parts, type Stored } from "./part.ts";
import { registered } from "./registered.ts";
import { isSame } from "./same.ts";
import { taskParts } from "./task.ts";

/**
 * The difference that a server's plan shows between the job that it has and the one that is submitted: types, names,
 * order and context to the letter, without annotations (see `annotate`). `null` stands for a job that is not there. Both
 * jobs may be as somebody wrote them, or as a server answered them.
 *
 * A group with `scaling` is edited in Nomad's eyes even where nothing of it changed, as the plan of a job that was just
 * registered shows: a server numbers the policy, and compares the numbers. What changes without being in a diff is found by
 * `unseenChanges`.
 *
 * @throws NomadxError `usage` where the jobs have different IDs.
 * @example diffJobs(null, { ID: "web", TaskGroups: [{ Name: "web", Tasks: [] }] }).Type // "Added"
 * @see hashicorp/nomad nomad/structs/diff.go Job.Diff (2.0.5)
 */
export function diffJobs(before: ApiJob | null, after: ApiJob | null): JobDiff {
  return diffStoredJobs(before && registered(before), after && asPlanned(after));
}

/**
 * The same of two jobs that are both as a server keeps them, as of two versions of a job: nothing is filled in, and what is
 * not there is not there.
 * @throws NomadxError `usage` where the jobs have different IDs.
 */
export function diffStoredJobs(before: ApiJob | null, after: ApiJob | null): JobDiff {
  if (before !== null && after !== null && before.ID !== after.ID) {
    throw new NomadxError(
      "usage",
      `Jobs with different IDs cannot be compared: ${JSON.stringify(before.ID)} and ${JSON.stringify(after.ID)}`,
    );
  }
  const contents = contentsOf(
    { block: jobBlock, parts: jobParts, ignored: jobFieldsOfServer },
    before,
    after,
  );
  const groups = pairs(before?.TaskGroups, after?.TaskGroups).map(groupDiff);
  return {
    Type: jobType(before, after, [...contents.Fields, ...contents.Objects, ...groups]),
    ID: after?.ID ?? before?.ID ?? "",
    Fields: orNull(contents.Fields),
    Objects: orNull(contents.Objects),
    TaskGroups: orNull(groups),
  };
}

/** A job is edited where something of it is listed that is no mere context; groups and tasks, where anything differs. */
function jobType(
  before: ApiJob | null,
  after: ApiJob | null,
  listed: readonly { readonly Type: DiffType }[],
): DiffType {
  if (before === null && after === null) return "None";
  if (before === null) return "Added";
  if (after === null) return "Deleted";
  return listed.some(({ Type: type }) => type !== "None") ? "Edited" : "None";
}

function groupDiff([before, after]: Pair): TaskGroupDiff {
  const contents = contentsOf(
    { block: groupBlock, parts: groupParts, ignored: ["Name"], alsoFields: shutdownDelay },
    before,
    after,
  );
  return {
    Type: typeOf(before, after),
    Name: nameOf(before, after),
    Fields: orNull(contents.Fields),
    Objects: orNull(contents.Objects),
    Tasks: orNull(pairs(before?.["Tasks"], after?.["Tasks"]).map(taskDiff)),
    Updates: null,
  };
}

/** Shown of groups that stay, though Go holds it by pointer. */
function shutdownDelay(hub: Stored, other: Stored | null): readonly [string, string][] {
  return other === null ? [] : [["ShutdownDelay", plainText(hub["ShutdownDelay"])]];
}

function taskDiff([before, after]: Pair): TaskDiff {
  const contents = contentsOf({ block: taskBlock, parts: taskParts, ignored: ["Name"] }, before, after);
  return {
    Type: typeOf(before, after),
    Name: nameOf(before, after),
    Fields: orNull(contents.Fields),
    Objects: orNull(contents.Objects),
    Annotations: null,
  };
}

/** How a job, a group or a task is compared. */
interface Kind {
  readonly block: Block;
  readonly parts: Parts;
  readonly ignored: readonly string[];
  readonly alsoFields?: (hub: Stored, other: Stored | null) => readonly [string, string][];
}

function contentsOf(
  { block, parts, ignored, alsoFields = () => [] }: Kind,
  before: Stored | null,
  after: Stored | null,
): { Fields: FieldDiff[]; Objects: ObjectDiff[] } {
  if (isSame(before, after)) return { Fields: [], Objects: [] };
  const flat = (hub: Stored | null, other: Stored | null): Map<string, string> | undefined =>
    hub === null ? undefined : new Map([...plainFields(block, hub, ignored), ...alsoFields(hub, other)]);
  return {
    Fields: changedFieldDiffs(flat(before, after), flat(after, before)),
    Objects: partDiffs(parts, before ?? {}, after ?? {}),
  };
}

/** A group or task before and after, of which at least one is there. */
type Pair = readonly [before: Stored | null, after: Stored | null];

/** By name and in the order of the names; of several of one name the last one counts. */
function pairs(before: unknown, after: unknown): readonly Pair[] {
  const [old, now] = [indexed(before, byName), indexed(after, byName)];
  return [...new Set([...old.keys(), ...now.keys()])]
    .toSorted(compareBytes)
    .map((name) => [old.get(name) ?? null, now.get(name) ?? null]);
}

function typeOf(before: Stored | null, after: Stored | null): DiffType {
  if (before === null) return "Added";
  if (after === null) return "Deleted";
  return isSame(before, after) ? "None" : "Edited";
}

function nameOf(before: Stored | null, after: Stored | null): string {
  return textOf(after ?? before ?? {}, "Name");
}
