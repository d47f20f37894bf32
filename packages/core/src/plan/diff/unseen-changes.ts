import type { ApiJob } from "../../jobspec/api-job.ts";
import { asStored } from "../../jobspec/canonicalize/as-stored.ts";
import { formatKeys, isRecord, type KeyPath } from "../../jobspec/key-path.ts";
import { group as groupBlock } from "../../jobspec/schema/group.ts";
import { job as jobBlock } from "../../jobspec/schema/job.ts";
import { task as taskBlock } from "../../jobspec/schema/task.ts";
import type { Block, Field } from "../../jobspec/schema/_define.ts";
import { isAbsent } from "../../jobspec/schema/_hub.ts";
import { specKeys } from "../../jobspec/spelling.ts";
import { formatDurationShort } from "../../units/duration.ts";
import type { Difference } from "./difference.ts";
import { changedFieldDiffs } from "./field-diffs.ts";
import { plainFields, plainText, storedFields } from "./flatten.ts";
import { groupParts } from "./group.ts";
import { jobFieldsOfServer, jobParts } from "./job.ts";
import { byName, keyedList } from "./lists.ts";
import { unseenInBlock } from "./object.ts";
import type { Comparison, Part, Parts, Stored } from "./part.ts";
import { isSame } from "./same.ts";
import { taskParts } from "./task.ts";

/** A change of a job that Nomad's diff does not show. */
export interface UnseenChange {
  /** Steps into the new job as the API has it; into the old one where the new one has nothing there. */
  readonly keys: KeyPath;
  /** The same in the words of a job file: `group.web.task.server.lifecycle.hook`. */
  readonly name: string;
  /** `order`: the same items stand in another order, or more or less often. */
  readonly kind: "value" | "order";
  /** Texts as they are, durations as `30s`, all else as JSON; "" where there is nothing. */
  readonly before: string;
  readonly after: string;
}

/**
 * The changes between two jobs that no diff of Nomad's shows, though they change what runs: spreads, a task's lifecycle and
 * restarts, arguments of checks, `max_run_duration`, the order of lists, and more. Found by a comparison of all that a server
 * keeps of both, without what `diffJobs` lists. A task's restarts that follow its group's are told of once, there.
 *
 * @example
 * unseenChanges(
 *   { ID: "web", Spreads: [] },
 *   { ID: "web", Spreads: [{ Attribute: "${node.datacenter}" }] },
 * ).map(({ name, after }) => `${name} = ${after}`) // ["spread.attribute = ${node.datacenter}", "spread.weight = 50"]
 */
export function unseenChanges(before: ApiJob, after: ApiJob): readonly UnseenChange[] {
  return unseenStoredChanges(asStored(before), asStored(after));
}

/** The same of two jobs that are both as a server keeps them. */
export function unseenStoredChanges(before: ApiJob, after: ApiJob): readonly UnseenChange[] {
  return job.unseen({ ...before }, { ...after }, []).map((difference) => ({
    keys: difference.keys,
    name: formatKeys(specKeys(after, difference.keys)),
    kind: difference.kind,
    before: textOf(difference, difference.before),
    after: textOf(difference, difference.after),
  }));
}

const task: Pick<Comparison, "unseen"> = unseenIn(taskBlock, taskParts, []);

const group: Pick<Comparison, "unseen"> = {
  unseen: (before, after, keys) => {
    const parts: Parts = { ...groupParts, Tasks: named({ unseen: unseenInTask(before, after) }) };
    return unseenIn(groupBlock, parts, ["ShutdownDelay"]).unseen(before, after, keys);
  },
};

const job: Pick<Comparison, "unseen"> = unseenIn(jobBlock, { ...jobParts, TaskGroups: named(group) }, [
  ...jobFieldsOfServer,
  "VersionTag",
]);

function named({ unseen }: Pick<Comparison, "unseen">): Part {
  return keyedList(byName, { diff: () => undefined, unseen });
}

/** @param left fields that are shown, or that only a server sets */
function unseenIn(block: Block, parts: Parts, left: readonly string[]): Pick<Comparison, "unseen"> {
  return {
    unseen: (before, after, keys) => {
      const shown = changedFieldDiffs(plainFields(block, before), plainFields(block, after));
      return unseenInBlock({ block, parts, shown, volatile: left }, [before, after, keys]);
    },
  };
}

/** Restarts that a task has from its group before and after change with it. */
function unseenInTask(groupBefore: Stored, groupAfter: Stored): Comparison["unseen"] {
  return (before, after, keys) => {
    const isInherited =
      isSame(before["RestartPolicy"], groupBefore["RestartPolicy"]) &&
      isSame(after["RestartPolicy"], groupAfter["RestartPolicy"]);
    return task
      .unseen(before, after, keys)
      .filter(({ keys: steps }) => !(isInherited && steps[keys.length] === "RestartPolicy"));
  };
}

function textOf({ keys }: Difference, value: unknown): string {
  if (isAbsent(value)) return "";
  const isNumber = typeof value === "number" || typeof value === "bigint";
  if (isNumber && isDuration(keys)) return formatDurationShort(value);
  return Array.isArray(value) || isRecord(value) ? jsonText(value) : plainText(value);
}

function jsonText(value: unknown): string {
  return JSON.stringify(value, (_, item: unknown) => (typeof item === "bigint" ? String(item) : item));
}

/** Whether the steps lead to a duration. */
function isDuration(keys: KeyPath): boolean {
  let block: Block | undefined = jobBlock;
  let field: Field | undefined;
  for (const key of keys) {
    // An index, or the label of a block.
    const found: Field | undefined = block && new Map(storedFields(block)).get(String(key));
    if (found === undefined) continue;
    field = found;
    block = found.kind === "block" ? found.block : undefined;
  }
  return field?.kind === "attribute" && field.type.name === "duration";
}
