import {
  isOffline,
  renderPlan,
  renderPlanSummary,
  touchesAllocations,
  type PlanSummary,
} from "@nomadx/core/plan";

import type { Planned, Plans } from "../deploy/plan-all.ts";
import type { Palette } from "../terminal/palette.ts";
import { oneLine } from "../terminal/clean-text.ts";
import { shortenText } from "../terminal/shorten-text.ts";
import { serverWarnings } from "./server-warnings.ts";
import { textStyle } from "./text-style.ts";

/** How plans are shown. */
export interface PlansTextOptions {
  readonly diff: boolean;
  readonly verbose: boolean;
  /** Flags that a run needs to do what was planned, each ready for a shell. */
  readonly runOptions: readonly string[];
  /** Where the jobs came from standard input: what it was called, if anything. */
  readonly stdin?: { readonly filename: string | undefined } | undefined;
  readonly palette: Palette;
  /** The time that "from now" counts from. */
  readonly now: Date;
}

/**
 * Plans as text: each that changes something, what the server warns of, and a summary. One alone is shown in full, as
 * Nomad does; of several, what is the same for all is said once, and unchanged ones are only counted.
 */
export function plansText(
  { planned, comparedWith }: Plans,
  summary: PlanSummary,
  { palette, stdin, ...options }: PlansTextOptions,
): string {
  const style = textStyle(palette);
  const isOnly = planned.length + summary.failed === 1;
  const brief = !isOnly || isOffline(comparedWith);
  const sections = planned
    .filter(({ verdict }) => isOnly || verdict.kind !== "unchanged" || touchesAllocations(verdict.counts))
    .map(({ plan, unseen, loaded: { file, job } }) =>
      renderPlan(withShortWarnings(plan), job, {
        ...options,
        unseen,
        file: stdin === undefined ? file : "-",
        stdinFilename: stdin?.filename,
        style,
        comparedWith,
        brief,
      }).trimEnd(),
    )
    // Offline and without the difference, nothing is left to be said of a job.
    .filter((text) => text !== "");
  const warnings = brief ? warningLines(planned) : [];
  if (warnings.length > 0) sections.push([style.bold(style.yellow("Job Warnings:")), ...warnings].join("\n"));
  return [...sections, renderPlanSummary(summary, comparedWith, style)].join("\n\n");
}

/** The server's text stands in the plan as lines: those that are no item of its list are told from the plan's own. */
function withShortWarnings(plan: Planned["plan"]): Planned["plan"] {
  if (!plan.Warnings) return plan;
  return { ...plan, Warnings: shortenText(plan.Warnings).replaceAll(/\n(?=[^*\s])/g, "\n  ") };
}

/** Each warning once, with the jobs it is about unless it is about all of several. */
function warningLines(planned: readonly Planned[]): string[] {
  const jobsByWarning = new Map<string, string[]>();
  for (const { plan, loaded } of planned) {
    for (const warning of serverWarnings(plan.Warnings ?? "")) {
      jobsByWarning.set(warning, [...(jobsByWarning.get(warning) ?? []), loaded.job.ID ?? ""]);
    }
  }
  return [...jobsByWarning].map(([warning, jobs]) => {
    const which = jobs.length === planned.length ? "" : ` (${jobs.map((id) => `"${id}"`).join(", ")})`;
    return `- ${oneLine(`${warning}${which}`)}`;
  });
}
