import type { TaskGroupDiff } from "../../answers/plan-response.ts";
import type { ApiJob } from "../../jobspec/api-job.ts";
import { asStored } from "../../jobspec/canonicalize/as-stored.ts";
import { annotate } from "../annotate.ts";
import { diffJobs } from "../diff/diff-jobs.ts";
import type { MisleadingLabel } from "./describe-label.ts";
import { reasonToReplace } from "./task-updates.ts";

/**
 * The groups of which a plan's labels are wrong: they are guessed from the names of what changed, while the scheduler has a
 * rule (see `reasonToReplace`).
 * @example misleadingLabels(job, { ...job, Meta: { a: "1" } }) // every group: its tasks see the job's meta, and have no label
 * @see hashicorp/nomad scheduler/annotate.go annotateTask, scheduler/util.go tasksUpdated (2.0.5)
 */
export function misleadingLabels(before: ApiJob, after: ApiJob): readonly MisleadingLabel[] {
  const [old, now] = [asStored(before), asStored(after)];
  const groups = annotate(diffJobs(before, after), null).TaskGroups ?? [];
  return groups
    .filter(({ Type: type }) => type === "Edited" || type === "None")
    .map((group) => ({
      group: group.Name,
      label: labelOf(group),
      reason: reasonToReplace(old, now, group.Name),
    }))
    .filter(({ label, reason }) => (label === "forces create/destroy update") !== (reason !== undefined));
}

/** The worst that is said of one task is said of all: they are replaced together. */
function labelOf({ Tasks: tasks }: TaskGroupDiff): MisleadingLabel["label"] {
  const labels = new Set((tasks ?? []).flatMap(({ Annotations: annotations }) => annotations ?? []));
  if (labels.has("forces create/destroy update")) return "forces create/destroy update";
  return labels.has("forces in-place update") ? "forces in-place update" : undefined;
}
