import { chanceOfMiss, requestsToReachAll } from "./chance.ts";
import { identify, identitiesOf, type Identity, type SeenMarks } from "./identities.ts";
import type { RouteReport } from "./route-report.ts";

/** Of several instances at least two have to be known: what tells one from none may be common to all. */
export function usableIdentities(
  seen: readonly SeenMarks[],
  instances: number,
): readonly Identity[] | undefined {
  return seen.length >= Math.min(2, instances) ? identitiesOf(seen) : undefined;
}

type Marks = ReadonlySet<string>;

/** Whether no more requests are needed: all have been recognised, or so many made that none can have been missed. */
export function enoughFor(
  instances: number,
  identities: readonly Identity[] | undefined,
): (answers: readonly { readonly marks?: Marks }[]) => boolean {
  if (identities === undefined) {
    const needed = instances < 2 ? 1 : requestsToReachAll(instances);
    // Of one instance one answer will do.
    return (answers) =>
      instances < 2 ? answers.some(({ marks }) => marks !== undefined) : answers.length >= needed;
  }
  return (answers) => {
    const seen = answers.map(({ marks }) => (marks === undefined ? undefined : identify(marks, identities)));
    return new Set(seen.filter((id) => id !== undefined)).size === instances;
  };
}

/** The facts about the instances at the end. */
export type Findings = Pick<RouteReport, "identified" | "seen" | "unseen" | "chanceOfMiss">;

/** Who has been recognised by the answers. */
export function recognised(
  ids: readonly string[],
  marks: readonly Marks[],
  identities: readonly Identity[],
): Findings {
  const found = new Set(marks.map((each) => identify(each, identities)));
  return {
    identified: ids.length === 1 ? "single" : "by-answer",
    seen: ids.filter((id) => found.has(id)),
    unseen: ids.filter((id) => !found.has(id)),
  };
}

/** Judges by the number of answers, where nobody can be recognised. */
export function byChance(
  ids: readonly string[],
  { answered, asked }: { readonly answered: number; readonly asked: number },
): Findings {
  const isSingle = ids.length === 1;
  const reachedAll = isSingle
    ? answered > 0
    : answered === asked && answered >= requestsToReachAll(ids.length);
  return {
    identified: isSingle ? "single" : "by-chance",
    seen: reachedAll ? ids : [],
    unseen: reachedAll ? [] : ids,
    ...(!isSingle && { chanceOfMiss: chanceOfMiss(ids.length, answered) }),
  };
}
