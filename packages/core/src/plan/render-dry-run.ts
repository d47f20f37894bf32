import { formatDuration } from "../units/duration.ts";
import type { Dialect } from "./dialect.ts";
import type { AllocationMetric } from "../answers/allocation-metric.ts";
import type { JobPlanResponse } from "../answers/plan-response.ts";
import type { TextStyle } from "./text-style.ts";

/** As much of the planned job as the text of a plan needs; an API job has it. */
export interface PlannedJob {
  readonly Type?: string | null | undefined;
  readonly ParameterizedJob?: object | null | undefined;
}

/** The options of rendering a dry run. */
export interface DryRunOptions {
  readonly dialect: Dialect;
  readonly style: TextStyle;
  /** The time that "from now" counts from. */
  readonly now: Date;
}

/**
 * Returns the scheduler's verdict as text: whether everything fits, why not, and when a periodic job would run next.
 * Ends without a line break.
 * @see hashicorp/nomad command/job_plan.go formatDryRun (2.0.5)
 */
export function renderDryRun(plan: JobPlanResponse, job: PlannedJob, options: DryRunOptions): string {
  const { style, dialect } = options;
  const failures = Object.entries(plan.FailedTGAllocs ?? {}).toSorted(byName);
  const rolling = plan.CreatedEvals?.findLast(({ TriggeredBy }) => TriggeredBy === "rolling-update");
  const lines = [verdict(failures.length > 0, job, style)];
  if (failures.length > 0) {
    const texts = failures.map(([group, metric]) => renderFailure(group, metric, dialect, style));
    lines.push(texts.join("\n\n"));
  }
  if (rolling !== undefined) {
    if (failures.length > 0) lines.push("");
    const wait = formatDuration(rolling.Wait ?? 0);
    lines.push(style.green(`- Rolling update, next evaluation will be in ${wait}.`));
  }
  const launch = plan.NextPeriodicLaunch ?? "";
  // The year 1 is Go's way to say that there is none.
  if (launch !== "" && !launch.startsWith("0001-") && !job.ParameterizedJob) {
    lines.push(style.green(renderNextLaunch(launch, options.now)));
  }
  return lines.join("\n");
}

function verdict(failed: boolean, job: PlannedJob, style: TextStyle): string {
  if (!failed) return style.bold(style.green("- All tasks successfully allocated."));
  const what = job.Type === "system" ? "allocations on all nodes" : "all allocations";
  return style.bold(style.yellow(`- WARNING: Failed to place ${what}.`));
}

function renderFailure(group: string, metric: AllocationMetric, dialect: Dialect, style: TextStyle): string {
  const count = metric.CoalescedFailures + 1;
  const noun = metric.CoalescedFailures > 0 ? "allocations" : "allocation";
  const head = `  Task Group ${dialect.quote(group)} (failed to place ${count} ${noun}):`;
  const reasons = dialect.reasons(metric).map((reason) => {
    const line = `    * ${dialect.name(reason)}`;
    // A driver that no node has is the usual reason and the easiest to mend.
    return reason.includes("missing drivers") ? style.red(line) : style.yellow(line);
  });
  return [style.yellow(head), reasons.join("\n")].join("\n");
}

/** @param launch RFC 3339 in the job's time zone, which is kept */
function renderNextLaunch(launch: string, now: Date): string {
  const seconds = Math.floor(Date.parse(launch) / 1000) - Math.floor(now.getTime() / 1000);
  const fromNow = formatDuration(BigInt(seconds) * 1_000_000_000n);
  return `- If submitted now, next periodic launch would be at ${launch.replace(/\.\d+/, "")} (${fromNow} from now).`;
}

function byName([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number {
  return a < b ? -1 : 1;
}
