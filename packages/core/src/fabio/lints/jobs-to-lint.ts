import type { ApiJob } from "../../jobspec/api-job.ts";
import type { KeyPath } from "../../jobspec/key-path.ts";
import { isPerNode } from "../../services/instance-count.ts";

/**
 * The job as it is once something of it runs: a periodic or stopped job, and a group of which nothing runs yet, have one
 * instance. What they register then is in their tags already. Instances differ in their index alone: ten are enough.
 */
export function withOneInstance(job: ApiJob): ApiJob {
  const { Stop: _stop, Periodic: _periodic, ParameterizedJob: _parameterized, ...rest } = job;
  return withCounts(rest, (count) => Math.min(Math.max(count, 1), 10));
}

/** The job with no more than a thousand instances of a group: more of them do nothing else to a route. */
export function withFewInstances(job: ApiJob): ApiJob {
  const most = 1000;
  const groups = job.TaskGroups ?? [];
  const isSmall = [job, ...groups].every(({ Update }) => Number(Update?.Canary ?? 0) <= most);
  return isSmall && groups.every((group) => countOf(group) <= most)
    ? job
    : withCounts(job, (count) => Math.min(count, most));
}

type Group = NonNullable<ApiJob["TaskGroups"]>[number];

/** As many as Nomad starts: without a count, the least that an autoscaler may choose. */
function countOf({
  Count,
  Scaling,
}: Pick<Group, "Count"> & { readonly Scaling?: Group["Scaling"] | undefined }): number {
  return Number(Count ?? Scaling?.Min ?? 1);
}

function withCounts(job: ApiJob, change: (count: number) => number): ApiJob {
  return {
    ...job,
    ...withCanaries(job),
    TaskGroups: (job.TaskGroups ?? []).map(({ Scaling, ...group }) => ({
      ...group,
      ...withCanaries(group),
      Count: isPerNode(job)
        ? Math.min(change(1), 1)
        : change(countOf({ Count: group.Count ?? null, Scaling })),
    })),
  };
}

/** One canary stands for all. */
function withCanaries({ Update }: Pick<Group, "Update">): Pick<Group, "Update"> {
  return Update ? { Update: { ...Update, Canary: Math.min(Number(Update.Canary ?? 0), 1) } } : {};
}

/** A text for the tag to which the steps lead. */
export interface TagText {
  /** One of the jobs. */
  readonly job: ApiJob;
  readonly keys: KeyPath;
  readonly text: string;
}

/** Copies of jobs with other texts for some of their tags. */
export function withTags(jobs: readonly ApiJob[], texts: readonly TagText[]): readonly ApiJob[] {
  return jobs.map((job) => {
    const own = texts.filter((each) => each.job === job);
    if (own.length === 0) return job;
    const copy = structuredClone(job);
    for (const { keys, text } of own) setAt(copy, keys, text);
    return copy;
  });
}

function setAt(value: unknown, keys: KeyPath, text: string): void {
  const parent = keys
    .slice(0, -1)
    .reduce<unknown>((inner, key) => (isObject(inner) ? inner[key] : undefined), value);
  const last = keys.at(-1);
  if (isObject(parent) && last !== undefined) parent[last] = text;
}

function isObject(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === "object" && value !== null;
}
