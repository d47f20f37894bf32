import { jobIdentity } from "@nomadx/core/jobspec";
import { maskPlan, planVerdict, type ComparedWith } from "@nomadx/core/plan";

import type { LoadedJob } from "../inputs/read/loaded-job.ts";
import type { Planned, Plans } from "./plan-all.ts";
import { annotate, diffJobs, maskUnseenChanges, previewPlan, unseenChanges } from "./preview-plan.ts";

/** The jobs that others are compared with, and where they are from, as the user named it. */
export interface OtherJobs {
  readonly source: string;
  readonly jobs: readonly LoadedJob[];
}

/**
 * The plans of jobs where others are what is registered, without a server: each job beside the one of its ID, namespace and region,
 * then those that are no longer there, as removed. Values that are secret in either are hidden on both sides.
 */
export function planAgainst({ source, jobs: others }: OtherJobs, jobs: readonly LoadedJob[]): Plans {
  const comparedWith: ComparedWith = { kind: "jobs", source };
  const before = new Map(others.map((other) => [jobIdentity(other.job), other]));
  const planned = jobs.map((loaded): Planned => {
    const other = before.get(jobIdentity(loaded.job));
    const secrets = [...loaded.secrets, ...(other?.secrets ?? [])];
    const unseen = other === undefined ? [] : unseenChanges(other.job, loaded.job);
    const clear = previewPlan(other?.job ?? null, loaded.job);
    const plan = maskPlan(clear, secrets);
    const verdict = planVerdict(plan, loaded.job, comparedWith, unseen);
    return { loaded, clear, plan, verdict, unseen: maskUnseenChanges(unseen, secrets) };
  });
  const kept = new Set(jobs.map(({ job }) => jobIdentity(job)));
  const gone = others.filter((other) => !kept.has(jobIdentity(other.job)));
  return {
    comparedWith,
    planned: [...planned, ...gone.map((other) => removed(other, comparedWith))],
    refused: [],
  };
}

function removed(loaded: LoadedJob, comparedWith: ComparedWith): Planned {
  const { Annotations, ...stopped } = previewPlan(loaded.job, { ...loaded.job, Stop: true });
  const clear = { ...stopped, Annotations, Diff: annotate(diffJobs(loaded.job, null), Annotations) };
  const plan = maskPlan(clear, loaded.secrets);
  return { loaded, clear, plan, verdict: planVerdict(plan, loaded.job, comparedWith), unseen: [] };
}
