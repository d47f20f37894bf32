import { markedForClient } from "../services/allocation-env.ts";
import { fits } from "../services/fits.ts";
import type { ExpectedService } from "./expected-service.ts";

/**
 * All sets of tags that an instance of some services may have: each its own, and canaries theirs.
 * @param isCanary whether it is one; absent: nobody knows
 */
export function expectedTags(
  expectedServices: readonly ExpectedService[],
  isCanary?: boolean,
): readonly (readonly string[])[] {
  return expectedServices.flatMap(({ instances, service: { canaryTags } }) => {
    const ofCanary = canaryTags.length > 0 && isCanary !== false ? [canaryTags] : [];
    const own = ofCanary.length > 0 && isCanary === true ? [] : instances.map(({ tags }) => tags);
    return [...own, ...ofCanary].map((tags) => tags.map(markedForClient));
  });
}

/** Whether tags are those, in any order; what only a client fills in may be anything. */
export function sameTags(expected: readonly string[], actual: readonly string[]): boolean {
  return (
    expected.length === actual.length && expected.every((tag) => actual.some((other) => fits(tag, other)))
  );
}

/** Tags for people. */
export function tagsText(tags: readonly string[]): string {
  return tags.length === 0 ? "(none)" : tags.map((tag) => JSON.stringify(tag)).join(", ");
}
