import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import type { ApiJob } from "./api-job.ts";
import { formatKeys, type KeyPath } from "./key-path.ts";
import { validateStructure } from "./validate.ts";

/**
 * Returns the problems with the structure of a job that was just read, in the reader's words for places. Where reading
 * already failed, nothing is added: a group that could not be read is not a missing group, too.
 */
export function structureProblems(
  job: ApiJob,
  found: readonly Diagnostic[],
  spell: (keys: KeyPath) => KeyPath,
): Diagnostic[] {
  const failed = found.flatMap(({ severity, keys }) =>
    severity === "error" && keys !== undefined ? [keys] : [],
  );
  return validateStructure(job).flatMap((diagnostic) => {
    const keys = spell(diagnostic.keys ?? []);
    const followsFromFailure = failed.some((other) => isWithin(other, keys) || isWithin(keys, other));
    return followsFromFailure ? [] : [{ ...diagnostic, keys, path: formatKeys(keys) }];
  });
}

function isWithin(outer: KeyPath, inner: KeyPath): boolean {
  return outer.length <= inner.length && outer.every((key, index) => key === inner[index]);
}
