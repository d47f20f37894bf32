import { registeredText } from "../fabio/jobs/registered-text.ts";
import { fits } from "../fabio/verify/fits.ts";
import type { ServicePromise } from "./service-promise.ts";

/** All sets of tags that instances of a service may have: each instance its own, and canaries theirs. */
export function expectedTags(promises: readonly ServicePromise[]): readonly (readonly string[])[] {
  return promises.flatMap(({ instances, service: { canaryTags } }) =>
    [...instances.map(({ tags }) => tags), ...(canaryTags.length > 0 ? [canaryTags] : [])].map((tags) =>
      tags.map(registeredText),
    ),
  );
}

/** Whether tags are those, in any order; what only a client fills in may be anything. */
export function sameTags(expected: readonly string[], actual: readonly string[]): boolean {
  return (
    expected.length === actual.length && expected.every((tag) => actual.some((other) => fits(tag, other)))
  );
}

/** Tags for people. */
export function listed(tags: readonly string[]): string {
  return tags.length === 0 ? "(none)" : tags.map((tag) => JSON.stringify(tag)).join(", ");
}
