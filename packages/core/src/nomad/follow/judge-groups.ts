import type { EvaluationAnswer } from "./answers.ts";
import { wantedByJob } from "./job-groups.ts";
import { blockedGroups } from "./placement.ts";
import { end, open, type Verdict } from "./verdict.ts";
import { newestOfVersion } from "./version-allocations.ts";
import type { View } from "./view.ts";

/**
 * What the allocations of a service or system job mean for the groups that no deployment covers
 * (`max_parallel = 0`, count 0): they are as good as running, and have failed once one has failed for good.
 *
 * @param covers whether a group is judged here
 */
export function judgeGroups(
  view: View,
  evaluation: EvaluationAnswer,
  covers: (group: string) => boolean,
): Verdict {
  const wanted = wantedInstances(view, evaluation);
  if (wanted === undefined) return open("starting");
  const newest = newestOfVersion(view.allocations ?? [], view.version).filter(({ TaskGroup }) =>
    covers(TaskGroup),
  );

  const failing = newest.filter(({ ClientStatus }) => ClientStatus === "failed");
  if (failing.length > 0) {
    return end("failed", failing[0]?.ClientDescription || "An allocation failed", { failing });
  }
  const blocked = blockedGroups(view, evaluation, view.version);
  if (blocked.length > 0) return open("blocked", blocked);

  const everywhere = evaluation.Type === "system";
  for (const [group, count] of wanted) {
    if (!covers(group) || count === 0) continue;
    const allocations = newest.filter(({ TaskGroup }) => TaskGroup === group);
    const running = allocations.filter(({ ClientStatus }) => ClientStatus === "running").length;
    // A system job has no count: it wants all that were placed, and at least one.
    if (running < (everywhere ? Math.max(1, allocations.length) : count)) return open("starting");
  }
  return end("healthy", newest.length === 0 ? "Nothing is wanted" : "Everything wanted runs");
}

/**
 * How many instances each group should have: by the job, or while no answer of this version's job is there, by
 * what the scheduler meant to do. `undefined`: not known yet.
 */
function wantedInstances(view: View, evaluation: EvaluationAnswer): ReadonlyMap<string, number> | undefined {
  if (view.job?.TaskGroups && Number(view.job.Version) === view.version) {
    return new Map(wantedByJob(view.job));
  }
  // Without any node to look at the scheduler of system jobs names no group at all.
  const updates = Object.entries(evaluation.PlanAnnotations?.DesiredTGUpdates ?? {});
  if (updates.length === 0) return undefined;
  return new Map(
    updates.map(([group, { Place, Ignore, InPlaceUpdate, DestructiveUpdate, Migrate }]) => [
      group,
      [Place, Ignore, InPlaceUpdate, DestructiveUpdate, Migrate].reduce<number>(
        (sum, n) => sum + Number(n ?? 0),
        0,
      ),
    ]),
  );
}
