import {
  describeBlocked,
  describeEvidence,
  type Evidence,
  type GroupProgress,
  type JobEvent,
  type Outcome,
} from "@nomadx/core/nomad";
import { counted } from "@nomadx/core/text";

import { exitOfOutcome } from "../command/exit-codes.ts";
import { oneLine } from "../terminal/clean-text.ts";
import type { Palette } from "../terminal/palette.ts";

/** One event of a deployment as a line; nothing for what a reader need not see. */
export function eventLine(event: JobEvent, { red, yellow, green }: Palette): string | undefined {
  switch (event.kind) {
    case "evaluation":
      return event.status === "failed"
        ? red(`evaluation ${short(event.evaluationId)} failed: ${event.description ?? ""}`)
        : undefined;
    case "unchanged":
      return "the job is unchanged: no new version is rolled out";
    case "deployment":
      return `deployment ${short(event.deploymentId)} of version ${event.jobVersion}: ${event.description ?? event.status}`;
    case "progress":
      return progressText(event.groups);
    case "allocation-placed":
      return `${event.canary ? "canary" : "allocation"} ${short(event.allocationId)} (${event.name}) placed on ${event.nodeName ?? short(event.nodeId)}`;
    case "allocation-updated":
      return `allocation ${short(event.allocationId)} (${event.name}) updated in place`;
    case "allocation-status":
      return `allocation ${short(event.allocationId)} (${event.name}) is ${event.to}${event.description ? `: ${event.description}` : ""}`;
    case "task-restarted":
      return yellow(
        `task "${event.task}" of allocation ${short(event.allocationId)} restarted (${event.restarts})`,
      );
    case "allocation-healthy":
      return green(`allocation ${short(event.allocationId)} (${event.name}) is healthy`);
    case "allocation-failing":
      return red(
        `allocation ${short(event.allocationId)} (${event.name}) is failing: ${describeEvidence(event.evidence)}`,
      );
    case "reschedule":
      return `a replacement is due at ${event.waitUntil.replace(/\.\d+/, "")}`;
    case "blocked":
      return yellow(event.groups.map(describeBlocked).join(" "));
    case "unblocked":
      return "placed";
    case "awaiting-promotion":
      return yellow(
        `deployment ${short(event.deploymentId)}: the canaries are healthy and wait for someone to promote them`,
      );
    case "promoted":
      return `deployment ${short(event.deploymentId)} is promoted`;
    case "reverting":
      return red(`version ${event.from} failed, rolling back as version ${event.to}: ${event.reason}`);
    case "connection-lost":
      return yellow(`${event.message}; trying again`);
    case "connection-restored":
      return "the server answers again";
    case "ended":
      return undefined;
  }
}

/** `web 1/3 healthy, 2 placed`; a group of which nothing is wanted is left out. */
export function progressText(groups: readonly GroupProgress[]): string {
  return groups
    .filter(({ desired, placed }) => desired > 0 || placed > 0)
    .map(({ group, desired, placed, healthy, unhealthy, canaries, promoted }) => {
      const parts = [`${healthy}/${desired} healthy`];
      if (placed < desired) parts.push(`${placed} placed`);
      if (unhealthy > 0) parts.push(`${unhealthy} unhealthy`);
      if (canaries > 0 && !promoted) parts.push(counted(canaries, "canary", "canaries"));
      return `${group} ${parts.join(", ")}`;
    })
    .join("; ");
}

/** How it ended, in a line. */
export function outcomeLine(outcome: Outcome, { green, red, yellow, bold }: Palette): string {
  const exit = exitOfOutcome[outcome.kind];
  const paint = exit === "ok" ? green : exit === "timeout" ? yellow : red;
  const version =
    outcome.jobVersion === undefined
      ? ""
      : ` (version ${outcome.jobVersion}${outcome.unchanged ? ", unchanged" : ""})`;
  return `${bold(paint(outcome.kind))}${version}: ${outcome.reason}`;
}

/** Why it failed, as far as allocations and logs show it; indented, one block an allocation. */
export function evidenceText(evidence: readonly Evidence[], { bold, dim }: Palette): string {
  return evidence
    .map(({ allocation, logs }) => {
      const on = allocation.nodeName === undefined ? "" : ` on ${allocation.nodeName}`;
      const lines = [
        bold(
          oneLine(
            `  allocation ${short(allocation.allocationId)} (${allocation.name})${on}: ${allocation.status}`,
          ),
        ),
      ];
      for (const { task, exitCode, restarts, outOfMemory, events } of allocation.tasks) {
        const facts = [
          ...(exitCode === undefined ? [] : [`exit code ${exitCode}`]),
          ...(outOfMemory ? ["out of memory"] : []),
          ...(restarts > 0 ? [counted(restarts, "restart")] : []),
        ];
        lines.push(`    task "${oneLine(task)}"${facts.length > 0 ? `: ${facts.join(", ")}` : ""}`);
        for (const event of events) {
          const what = oneLine(`${event.type}: ${event.message}`);
          lines.push(`      ${dim(new Date(event.time).toISOString())} ${what}`);
        }
      }
      for (const { task, stream, text, problem } of logs) {
        if (problem !== undefined)
          lines.push(`    ${stream} of "${oneLine(task)}" cannot be read: ${oneLine(problem)}`);
        const last = (text ?? "").trimEnd().split("\n").slice(-10).map(oneLine);
        if (last.join("") !== "")
          lines.push(
            `    last lines of "${oneLine(task)}" on ${stream}:`,
            ...last.map((line) => `      ${line}`),
          );
      }
      return lines.join("\n");
    })
    .join("\n");
}

function short(id: string): string {
  return id.slice(0, 8);
}
