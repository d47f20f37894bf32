import { counted } from "../text/counted.ts";
import { describeComparison, type ComparedWith } from "./compared-with.ts";
import { printable } from "./printable.ts";
import { addCounts, touchesAllocations, type AllocationCounts, type PlanVerdict } from "./plan-verdict.ts";
import { plainStyle, type TextStyle } from "./text-style.ts";

/** All plans of one run, counted. */
export interface PlanSummary {
  /** Whether anything would happen, also to allocations of unchanged jobs: what `--detailed-exitcode` asks. */
  readonly changes: boolean;
  readonly new: number;
  readonly changed: number;
  readonly unchanged: number;
  /** Jobs that were compared with and are not planned any more. */
  readonly removed: number;
  /** Jobs that could not be planned. */
  readonly failed: number;
  /** Of all jobs. */
  readonly allocations: AllocationCounts;
  /** Number of groups that get an allocation on every eligible node, however many those are. */
  readonly onEveryNode: number;
  /** Jobs of which not all allocations can be placed, in the order of the plans. */
  readonly unplaced: readonly string[];
}

/** Counts verdicts. @param failed number of jobs that could not be planned */
export function summarizePlans(verdicts: readonly PlanVerdict[], failed = 0): PlanSummary {
  const count = (kind: PlanVerdict["kind"]): number => verdicts.filter((each) => each.kind === kind).length;
  return {
    changes: verdicts.some(({ kind, counts }) => kind !== "unchanged" || touchesAllocations(counts)),
    new: count("new"),
    changed: count("changed"),
    unchanged: count("unchanged"),
    removed: count("removed"),
    failed,
    allocations: addCounts(verdicts.map(({ counts }) => counts)),
    onEveryNode: verdicts.reduce((total, { onEveryNode }) => total + onEveryNode.length, 0),
    unplaced: verdicts.filter(({ unplaced }) => unplaced.length > 0).map(({ job }) => job),
  };
}

/**
 * The last lines of a plan: one with the totals, one with the jobs that do not fit if there are any, and what it was
 * compared with. Without a line break at the end.
 * @example "Plan: 2 jobs to change (1 new), 5 unchanged: 4 create, 2 create/destroy update."
 */
export function renderPlanSummary(
  summary: PlanSummary,
  comparedWith: ComparedWith,
  style: TextStyle = plainStyle,
): string {
  const lines = [style.bold(totals(summary))];
  if (summary.unplaced.length > 0) {
    const names = summary.unplaced.map(printable).join(", ");
    lines.push(style.yellow(`Not all allocations can be placed: ${names}.`));
  }
  lines.push(describeComparison(comparedWith));
  return lines.join("\n");
}

function totals(summary: PlanSummary): string {
  const failed = summary.failed > 0 ? ` ${counted(summary.failed, "job")} could not be planned.` : "";
  const toChange = summary.new + summary.changed + summary.removed;
  if (toChange === 0 && summary.changes) {
    return `Plan: ${counted(summary.unchanged, "job")} unchanged, with allocations left to do: ${describeAllocations(summary)}.${failed}`;
  }
  if (toChange === 0) {
    return `No changes. ${counted(summary.unchanged, "job")} ${summary.unchanged === 1 ? "matches" : "match"}.${failed}`;
  }
  const kinds = (["new", "removed"] as const).filter((kind) => summary[kind] > 0);
  const added = kinds.length > 0 ? ` (${kinds.map((kind) => `${summary[kind]} ${kind}`).join(", ")})` : "";
  const unchanged = summary.unchanged > 0 ? `, ${summary.unchanged} unchanged` : "";
  return `Plan: ${counted(toChange, "job")} to change${added}${unchanged}: ${describeAllocations(summary)}.${failed}`;
}

/**
 * The fates of allocations, in Nomad's words, only what there is.
 * @param summary of it: the counts, and the number of groups on every eligible node
 * @example "2 create, 1 destroy"
 */
export function describeAllocations({
  allocations: counts,
  onEveryNode,
}: Pick<PlanSummary, "allocations" | "onEveryNode">): string {
  const words = [
    [counts.create, "create"],
    [counts.canary, "canary"],
    [counts.inPlace, "in-place update"],
    [counts.destructive + counts.waiting, `create/destroy update${inTurns(counts)}`],
    [counts.destroy, "destroy"],
    [counts.migrate, "migrate"],
  ] as const;
  const parts = words.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  if (onEveryNode > 0) {
    parts.push(`${counted(onEveryNode, "group")} on every eligible node`);
  }
  return parts.length > 0 ? parts.join(", ") : "no allocation is touched";
}

/** How many of them at once, where others wait. */
function inTurns({ canary, destructive, waiting }: AllocationCounts): string {
  if (waiting === 0) return "";
  return destructive === 0 && canary > 0 ? " once promoted" : ` (${destructive} at once)`;
}
