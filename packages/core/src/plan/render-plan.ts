import { describeComparison, isOffline, type ComparedWith } from "./compared-with.ts";
import type { Dialect } from "./dialect.ts";
import type { DiffType, JobPlanResponse, TaskGroupDiff } from "../answers/plan-response.ts";
import { nomadDialect } from "./nomad-dialect.ts";
import { readableDialect } from "./readable-dialect.ts";
import { renderJobDiff } from "./render-diff.ts";
import { renderDryRun, type PlannedJob } from "./render-dry-run.ts";
import { renderUnseenChanges } from "./render-unseen.ts";
import type { UnseenChange } from "./diff/unseen-changes.ts";
import { describeLabel, type MisleadingLabel } from "./preview/describe-label.ts";
import { renderPreemptions } from "./render-preemptions.ts";
import { plainStyle, type TextStyle } from "./text-style.ts";

/** How a plan is printed; only what the plan itself does not say is required. */
export interface PlanTextOptions {
  /**
   * `nomad`: byte for byte what `nomad job plan` prints. `nomadx`: the same layout with readable values, what the plan
   * was compared with, and our own command to run next.
   * @default "nomadx"
   */
  readonly wording?: "nomad" | "nomadx";
  /** The job file, as the user named it; `-` for standard input. */
  readonly file: string;
  /** The name of standard input, where it has to be said again. */
  readonly stdinFilename?: string | undefined;
  /** Options that `run` needs as well, each ready for a shell: `-var="image=web:2"`. */
  readonly runOptions?: readonly string[];
  /** The time that "from now" counts from. */
  readonly now: Date;
  /** @default true */
  readonly diff?: boolean;
  /** Also show the contents of added and deleted groups and tasks. @default false */
  readonly verbose?: boolean;
  /** @default plainStyle */
  readonly style?: TextStyle;
  /** Against an empty cluster there is neither a dry run nor a modify index to tell of. */
  readonly comparedWith: ComparedWith;
  /**
   * Only what is of this job alone: without the warnings, the modify index with its command, and the remark that there
   * was no dry run. For a page of many plans, whose end says these things once.
   * @default false
   */
  readonly brief?: boolean;
  /** The changes that the diff does not show; not in Nomad's wording, which knows of none. */
  readonly unseen?: readonly UnseenChange[];
  /** The groups of which the labels in the diff are wrong; said as the changes above are. */
  readonly labels?: readonly MisleadingLabel[];
}

/**
 * The plan of one job as text: diff, dry run, warnings, preemptions, modify index and the command to run next.
 * Ends with a line break.
 * @see hashicorp/nomad command/job_plan.go outputPlannedJob (2.0.5)
 */
export function renderPlan(plan: JobPlanResponse, job: PlannedJob, options: PlanTextOptions): string {
  const {
    wording = "nomadx",
    style = plainStyle,
    diff = true,
    verbose = false,
    comparedWith,
    brief = false,
    unseen = [],
    labels = [],
  } = options;
  const dialect = wording === "nomad" ? nomadDialect : readableDialect;
  const offline = isOffline(comparedWith);
  const sections: string[] = [];
  if (diff && plan.Diff) {
    const known = plan.Annotations?.DesiredTGUpdates ?? {};
    // Offline nobody knows how many nodes there are, so there is no number for a group that runs on every one.
    const withoutUpdates = ({ Name, Type }: TaskGroupDiff): string | undefined =>
      offline && !(Name in known) ? onEveryNode(Type, style) : undefined;
    sections.push(`${renderJobDiff(plan.Diff, { dialect, style, verbose, withoutUpdates })}\n`);
  }
  if (diff && wording === "nomadx" && unseen.length > 0) {
    sections.push(`${renderUnseenChanges(unseen, style)}\n`);
  }
  if (diff && wording === "nomadx" && labels.length > 0) {
    const heading = style.bold("Otherwise than the diff says:");
    sections.push(`${[heading, ...labels.map((label) => `- ${describeLabel(label)}`)].join("\n")}\n`);
  }
  if (offline) {
    if (!brief) sections.push(`${style.bold("No dry run:")}\n- ${describeComparison(comparedWith)}\n`);
  } else {
    const dryRun = renderDryRun(plan, job, { dialect, style, now: options.now });
    sections.push(`${style.bold("Scheduler dry-run:")}\n${dryRun}\n`);
  }
  if (plan.Warnings && !brief) {
    sections.push(`${style.bold(style.yellow(`Job Warnings:\n${dialect.prose(plan.Warnings)}`))}\n`);
  }
  const preempted = plan.Annotations?.PreemptedAllocs ?? [];
  if (preempted.length > 0) {
    const heading = style.bold(style.yellow("Preemptions:"));
    sections.push(`${heading}\n\n${renderPreemptions(preempted, dialect)}`);
  }
  if (!offline && !brief) sections.push(renderModifyIndex(plan, dialect, style, options));
  return `${sections.join("\n").trimEnd()}\n`;
}

function onEveryNode(type: DiffType, style: TextStyle): string | undefined {
  switch (type) {
    case "Added":
      return style.green("create on every eligible node");
    case "Edited":
      return style.yellow("update on every node that has it");
    case "Deleted":
      return style.red("destroy on every node that has it");
    case "None":
      return undefined;
  }
}

function renderModifyIndex(
  plan: JobPlanResponse,
  dialect: Dialect,
  style: TextStyle,
  { file, stdinFilename, runOptions = [] }: PlanTextOptions,
): string {
  const checkIndex = String(plan.JobModifyIndex);
  return [
    style.bold(`Job Modify Index: ${checkIndex}`),
    "To submit the job with version verification run:",
    "",
    dialect.prose(dialect.runCommand({ file, stdinFilename, checkIndex, options: runOptions })),
    "",
    dialect.explanation,
  ].join("\n");
}
