import type { Dialect } from "./dialect.ts";
import type { PreemptedAllocation } from "../answers/plan-response.ts";

/** From this number on, allocations are summed up by job, and jobs by type. */
const TOO_MANY = 10;

/**
 * The table of allocations that have to go to make room: one by one, by job, or by job type when they are many.
 * Jobs and types are sorted; the CLI leaves their order to chance. Ends without a line break.
 * @see hashicorp/nomad command/job_plan.go addPreemptions (2.0.5)
 */
export function renderPreemptions(allocations: readonly PreemptedAllocation[], dialect: Dialect): string {
  if (allocations.length < TOO_MANY) {
    const rows = allocations.map((allocation) => [allocation.ID, allocation.JobID, allocation.TaskGroup]);
    return renderTable([["Alloc ID", "Job ID", "Task Group"], ...rows], dialect);
  }
  const byJob = tally(allocations, ({ JobID, Namespace, JobType }) => [
    JobID,
    Namespace ?? "",
    JobType ?? "",
  ]);
  const jobs = new Set(allocations.map(({ JobID, Namespace }) => JSON.stringify([JobID, Namespace])));
  if (jobs.size < TOO_MANY) {
    return renderTable([["Job ID", "Namespace", "Job Type", "Preemptions"], ...byJob], dialect);
  }
  const byType = tally(allocations, ({ JobType }) => [JobType ?? ""]);
  return renderTable([["Job Type", "Preemptions"], ...byType], dialect);
}

/** Rows of the distinct keys, each with its number of allocations at the end. */
function tally(
  allocations: readonly PreemptedAllocation[],
  keyOf: (allocation: PreemptedAllocation) => string[],
): string[][] {
  const counts = new Map<string, { readonly key: string[]; count: number }>();
  for (const allocation of allocations) {
    const key = keyOf(allocation);
    const id = JSON.stringify(key);
    const entry = counts.get(id) ?? { key, count: 0 };
    entry.count++;
    counts.set(id, entry);
  }
  return [...counts]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([, { key, count }]) => [...key, String(count)]);
}

/** Columns two spaces apart, the last not padded; an empty cell says `<none>`. */
function renderTable(rows: readonly (readonly string[])[], { name }: Dialect): string {
  const cells = rows.map((row) => row.map((cell) => name(cell.trim()) || "<none>"));
  const widths = (cells[0] ?? []).map((_, column) =>
    Math.max(...cells.map((row) => Array.from(row[column] ?? "").length)),
  );
  return cells
    .map((row) =>
      row
        .map((cell, column) => (column === row.length - 1 ? cell : padEnd(cell, widths[column] ?? 0)))
        .join("  "),
    )
    .join("\n");
}

function padEnd(text: string, columns: number): string {
  return text + " ".repeat(columns - Array.from(text).length);
}
