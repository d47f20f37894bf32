import type { ApiJob } from "../../jobspec/api-job.ts";
import type { KeyPath } from "../../jobspec/key-path.ts";
import { isPerNode } from "../../services/instance-count.ts";

/** The most instances of a group that are looked at: they differ in their index alone. */
const MOST_INSTANCES = 10;

/**
 * The job as it is once something of it runs: a periodic or stopped job, and a group of which nothing runs yet, have one
 * instance. What they register then is in their tags already.
 */
export function withOneInstance(job: ApiJob): ApiJob {
  const { Stop: _stop, Periodic: _periodic, ParameterizedJob: _parameterized, ...rest } = job;
  return {
    ...rest,
    TaskGroups: (job.TaskGroups ?? []).map(({ Scaling: _scaling, ...group }) => ({
      ...group,
      Count: isPerNode(job) ? 1 : Math.min(Math.max(Number(group.Count ?? 1), 1), MOST_INSTANCES),
    })),
  };
}

/** A text for the tag to which the steps lead. */
export interface TagText {
  readonly job: string;
  readonly keys: KeyPath;
  readonly text: string;
}

/** Copies of jobs with other texts for some of their tags. */
export function withTags(jobs: readonly ApiJob[], texts: readonly TagText[]): readonly ApiJob[] {
  return jobs.map((job) => {
    const own = texts.filter((each) => each.job === (job.Name ?? ""));
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
