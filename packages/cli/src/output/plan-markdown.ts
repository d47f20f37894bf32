import { defaultPlace, placeOfJob } from "@nomadx/core/jobspec";
import {
  describeAllocations,
  renderPlan,
  renderPlanSummary,
  touchesAllocations,
  type PlanSummary,
} from "@nomadx/core/plan";

import type { Planned, Plans } from "../deploy/plan-all.ts";
import { cell, code, fenced } from "./report-markdown.ts";
import type { PlansTextOptions } from "./plan-text.ts";

/** A comment on GitHub has at most 65,536 characters, with what others say in it. */
const LIMIT = 60_000;

/**
 * Plans as a comment on a pull request: the totals, a table of the jobs that change, and the difference of each, folded.
 * Unchanged jobs are only counted. Differences that would make it longer than a comment may be are left out, which is said.
 */
export function plansMarkdown(
  { planned, comparedWith }: Plans,
  summary: PlanSummary,
  { diff, verbose, now }: Pick<PlansTextOptions, "diff" | "verbose" | "now">,
): string {
  const [totals = "", ...rest] = renderPlanSummary(summary, comparedWith).split("\n");
  const shown = planned.filter(
    ({ verdict }) => verdict.kind !== "unchanged" || touchesAllocations(verdict.counts),
  );
  const head = [`**${cell(totals)}**`, ...rest.map(cell)].join("  \n");
  const table = shown.length === 0 ? [] : [tableOf(shown)];
  let length = head.length + table.join("").length;
  let isOver = false;
  const left: string[] = [];
  const details = (diff ? shown : []).flatMap((each) => {
    const text = folded(each, { comparedWith, verbose, now });
    length += text.length + 2;
    isOver ||= length > LIMIT;
    if (!isOver) return [text];
    left.push(each.verdict.job);
    return [];
  });
  const note = `The differences of ${left.map((job) => code(job)).join(", ")} are too long for a comment.`;
  return [head, ...table, ...details, ...(left.length > 0 ? [note] : [])].join("\n\n");
}

function tableOf(planned: readonly Planned[]): string {
  const rows = planned.map(({ verdict: { job, kind, counts, onEveryNode, unplaced }, loaded }) => [
    code(job),
    code(placeOfJob(loaded.job).namespace),
    kind,
    cell(describeAllocations({ allocations: counts, onEveryNode: onEveryNode.length })) +
      (unplaced.length > 0 ? ` (no room in ${unplaced.map((group) => code(group)).join(", ")})` : ""),
    code(loaded.file),
  ]);
  return [
    "| job | namespace | change | allocations | file |",
    "|---|---|---|---|---|",
    ...rows.map((row) => `| ${row.join(" | ")} |`),
  ].join("\n");
}

function folded(
  { plan, unseen, verdict, loaded }: Planned,
  options: Pick<Plans, "comparedWith"> & Pick<PlansTextOptions, "verbose" | "now">,
): string {
  const text = renderPlan(plan, loaded.job, { ...options, unseen, file: loaded.file, brief: true });
  // Jobs of one ID are told apart by their namespaces.
  const { namespace } = placeOfJob(loaded.job);
  const isDefault = namespace === defaultPlace.namespace;
  const title = cell(isDefault ? verdict.job : `${verdict.job} in ${namespace}`);
  return [
    `<details><summary>${title}</summary>`,
    "",
    fenced(marked(text.trimEnd()), "diff"),
    "",
    "</details>",
  ].join("\n");
}

/** A plan as code of the kind `diff`: only marks in the first column have colours there, and `!` is that of a change. */
function marked(text: string): string {
  const dryRun = text.search(/^Scheduler dry-run:$/m);
  const [difference, rest] = dryRun === -1 ? [text, ""] : [text.slice(0, dryRun), text.slice(dryRun)];
  return (
    difference.replaceAll(/^( *)(\+\/-|\+|-)(?= )/gm, (_, indent: string, mark: string) =>
      mark === "+/-" ? `!${indent}  ` : `${mark}${indent}`,
    ) +
    // Its items are no marks.
    rest.replaceAll(/^(?=.)/gm, " ")
  );
}
