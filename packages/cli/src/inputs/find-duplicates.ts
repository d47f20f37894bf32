import type { Diagnostic, SourceRange } from "@nomadx/core";
import { jobIdentity } from "@nomadx/core/jobspec";
import type { InputContext } from "./read/input-context.ts";
import type { LoadedJob } from "./read/loaded-job.ts";
import type { Locator } from "./locate/locate.ts";

/**
 * One diagnostic for every job that another one before it has the ID of, in the same namespace and region: run together,
 * the last would replace the others.
 */
export async function findDuplicates(
  jobs: readonly LoadedJob[],
  configured: Pick<InputContext, "namespace">,
  locator: Locator,
): Promise<readonly Diagnostic[]> {
  const first = new Map<string, LoadedJob>();
  const diagnostics: Diagnostic[] = [];
  for (const loaded of jobs) {
    const { ID: id } = loaded.job;
    if (id === undefined || id === "") continue;
    const identity = jobIdentity(loaded.job, configured);
    const other = first.get(identity);
    if (other === undefined) {
      first.set(identity, loaded);
      continue;
    }
    const [before, source] = await Promise.all([placeOfName(other, locator), placeOfName(loaded, locator)]);
    diagnostics.push({
      severity: "error",
      code: "NX207",
      summary: `Job ${JSON.stringify(id)} is given twice`,
      detail: `The other one is at ${before.file}:${before.start.line}:${before.start.column}.`,
      source,
    });
  }
  return diagnostics;
}

/** Where a job has its name: the call of `job()`, or the ID in JSON. */
function placeOfName({ origin }: LoadedJob, locator: Locator): Promise<SourceRange> {
  return locator.range(origin, origin.kind === "json" ? [...origin.keys, "ID"] : []);
}
