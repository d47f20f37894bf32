import { normalJob } from "../jobspec/canonicalize/normal-job.ts";
import type { ApiJob } from "../jobspec/api-job.ts";
import { formatKeys, isRecord, type KeyPath } from "../jobspec/key-path.ts";
import { specKeys } from "../jobspec/spelling.ts";

/**
 * Steps to the first place where two jobs differ, in what Nomad can tell apart; `undefined` where they are the same.
 * @example firstDifference({ ID: "web", Priority: 50 }, { ID: "web" }) // ["Priority"]
 */
export function firstDifference(one: ApiJob, other: ApiJob): KeyPath | undefined {
  return differenceIn(normalJob(one), normalJob(other), []);
}

function differenceIn(one: unknown, other: unknown, keys: KeyPath): KeyPath | undefined {
  if (Array.isArray(one) && Array.isArray(other)) {
    const longest = Math.max(one.length, other.length);
    for (let index = 0; index < longest; index += 1) {
      const found = differenceIn(one[index], other[index], [...keys, index]);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  if (isRecord(one) && isRecord(other)) {
    for (const key of new Set([...Object.keys(one), ...Object.keys(other)])) {
      const found = differenceIn(own(one, key), own(other, key), [...keys, key]);
      if (found !== undefined) return found;
    }
    return undefined;
  }
  return Object.is(one, other) ? undefined : keys;
}

function own(value: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

/**
 * Steps into a job for steps into the same job as a spec: those that come nearest.
 * @example hubKeys(job, ["group", "web", "count"]) // ["TaskGroups", 0, "Count"]
 */
export function hubKeys(job: ApiJob, keys: KeyPath): KeyPath {
  const wanted = formatKeys(keys);
  let best: KeyPath = [];
  let length = 0;
  const visit = (value: unknown, at: KeyPath): void => {
    const spelt = formatKeys(specKeys(job, at));
    const isWithin =
      wanted === spelt || (wanted.startsWith(spelt) && /^[.[]/.test(wanted.slice(spelt.length)));
    if (at.length > 0 && !isWithin) return;
    if (spelt.length >= length) [best, length] = [at, spelt.length];
    const children: readonly (readonly [string | number, unknown])[] = Array.isArray(value)
      ? value.map((item: unknown, index) => [index, item] as const)
      : isRecord(value)
        ? Object.entries(value)
        : [];
    for (const [key, item] of children) visit(item, [...at, key]);
  };
  visit(job, []);
  return best;
}
