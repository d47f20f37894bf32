import { formatDurationShort } from "@nomadx/core";
import { describeBlocked, type JobStub } from "@nomadx/core/nomad";
import { placementFailureReasons } from "@nomadx/core/plan";

import type { JobStatus } from "../status/job-status.ts";
import { oneLine } from "../terminal/clean-text.ts";
import type { Palette } from "../terminal/palette.ts";
import { table } from "./table.ts";

type Int = number | bigint;

/** Jobs as a table. @param ofAllNamespaces adds their namespaces */
export function renderJobList(jobs: readonly JobStub[], ofAllNamespaces: boolean): string {
  if (jobs.length === 0) return "No jobs.";
  const rows = jobs.map(({ ID, Namespace, Type, Priority, Status, Stop, SubmitTime }) => [
    ID,
    ...(ofAllNamespaces ? [Namespace] : []),
    Type,
    String(Priority),
    Stop ? `${Status} (stopped)` : Status,
    time(SubmitTime),
  ]);
  const namespace = ofAllNamespaces ? ["Namespace"] : [];
  return table([["ID", ...namespace, "Type", "Priority", "Status", "Submitted"], ...rows]);
}

/** One job: what it is, its groups, its newest deployment and its allocations. `now` in milliseconds. */
export function renderJobStatus(status: JobStatus, now: number, { bold }: Palette): string {
  const { job, summary, deployment, allocations } = status;
  const facts: [string, string][] = [
    ["ID", job.ID],
    ...(job.Name === job.ID ? [] : ([["Name", job.Name]] satisfies [string, string][])),
    ["Type", job.Type],
    ["Status", job.Stop ? `${job.Status} (stopped)` : job.Status],
    ["Version", String(job.Version)],
    ["Priority", String(job.Priority ?? "")],
    ["Namespace", job.Namespace],
    ["Datacenters", (job.Datacenters ?? []).join(", ")],
    ["Node pool", job.NodePool ?? ""],
    ["Submitted", `${time(job.SubmitTime)} (${ago(job.SubmitTime, now)})`],
    ["Modify index", String(job.JobModifyIndex)],
  ];
  const groups = Object.entries(summary.Summary).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const sections = [
    table(facts.map(([name, value]) => [name, value])),
    `${bold("Groups")}\n${table([
      ["Group", "Queued", "Starting", "Running", "Failed", "Complete", "Lost", "Unknown"],
      ...groups.map(([name, counts]) => [
        name,
        ...[
          counts.Queued,
          counts.Starting,
          counts.Running,
          counts.Failed,
          counts.Complete,
          counts.Lost,
          counts.Unknown,
        ].map(String),
      ]),
    ])}`,
  ];
  if (deployment !== undefined) sections.push(`${bold("Latest deployment")}\n${deploymentText(deployment)}`);
  const blocked = blockedText(status);
  if (blocked !== undefined) sections.push(`${bold("Placement")}\n${blocked}`);
  sections.push(`${bold("Allocations")}\n${allocationsText(allocations, now)}`);
  return sections.join("\n\n");
}

function deploymentText(deployment: NonNullable<JobStatus["deployment"]>): string {
  const rows = Object.entries(deployment.TaskGroups)
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, group]) => [
      name,
      ...[
        group.DesiredTotal,
        group.DesiredCanaries,
        group.PlacedAllocs,
        group.HealthyAllocs,
        group.UnhealthyAllocs,
      ].map(String),
    ]);
  const { ID, JobVersion, Status, StatusDescription } = deployment;
  const head = oneLine(`${ID.slice(0, 8)} of version ${JobVersion}: ${Status}, ${StatusDescription}`);
  return `${head}\n${table([["Group", "Desired", "Canaries", "Placed", "Healthy", "Unhealthy"], ...rows])}`;
}

/** Groups that wait for a node, by the evaluations that are blocked. */
function blockedText({ evaluations }: JobStatus): string | undefined {
  const lines = evaluations
    .filter(({ Status }) => Status === "blocked")
    .flatMap(({ FailedTGAllocs }) =>
      Object.entries(FailedTGAllocs).map(([group, metric]) =>
        describeBlocked({
          group,
          missing: metric.CoalescedFailures + 1,
          reasons: placementFailureReasons(metric),
        }),
      ),
    );
  return lines.length > 0 ? lines.map(oneLine).join("\n") : undefined;
}

function allocationsText(allocations: JobStatus["allocations"], now: number): string {
  if (allocations.length === 0) return "None.";
  return table([
    ["ID", "Node", "Group", "Version", "Desired", "Status", "Health", "Created", "Modified"],
    ...allocations.map((allocation) => [
      allocation.ID.slice(0, 8),
      allocation.NodeName || allocation.NodeID.slice(0, 8),
      allocation.TaskGroup,
      String(allocation.JobVersion),
      allocation.DesiredStatus,
      allocation.ClientStatus,
      health(allocation.DeploymentStatus?.Healthy),
      ago(allocation.CreateTime, now),
      ago(allocation.ModifyTime, now),
    ]),
  ]);
}

function health(healthy: boolean | undefined): string {
  return healthy === undefined ? "-" : healthy ? "healthy" : "unhealthy";
}

/** Nanoseconds since 1970 as RFC 3339 in seconds. */
function time(nanoseconds: Int): string {
  if (BigInt(nanoseconds) === 0n) return "-";
  return new Date(Number(BigInt(nanoseconds) / 1_000_000n)).toISOString().replace(/\.\d+Z$/, "Z");
}

function ago(nanoseconds: Int, now: number): string {
  const seconds = Math.max(0, Math.round(now / 1000 - Number(BigInt(nanoseconds) / 1_000_000_000n)));
  return `${formatDurationShort(BigInt(seconds) * 1_000_000_000n)} ago`;
}
