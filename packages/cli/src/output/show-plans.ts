import type { PlanSummary } from "@nomadx/core/plan";

import type { Context } from "../command/context.ts";
import type { Plans } from "../deploy/plan-all.ts";
import { plansText, type PlansTextOptions } from "./plan-text.ts";

/** Shows plans in the format that was asked for; of JSON the answer of the command is all. */
export async function showPlans(
  plans: Plans,
  summary: PlanSummary,
  options: Omit<PlansTextOptions, "palette" | "now">,
  { terminal, report, now: clock }: Pick<Context, "terminal" | "report" | "now">,
): Promise<void> {
  if (terminal.isJson) return;
  const now = new Date(clock());
  if (terminal.format === "markdown") {
    const { plansMarkdown } = await import("./plan-markdown.ts");
    report.laysOut(plansMarkdown(plans, summary, { ...options, now }));
  } else {
    terminal.print(plansText(plans, summary, { ...options, now, palette: terminal.out }));
  }
}
