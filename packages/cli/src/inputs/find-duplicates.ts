import type { Diagnostic, SourceRange } from "@nomadx/core";
import type { LoadedJob } from "./read/loaded-job.ts";
import type { Locator } from "./locate/locate.ts";

/**
 * One diagnostic for every job that another one before it has the ID of, in the same namespace and region: run together,
 * the last would replace the others.
 */
export async function findDuplicates(
  jobs: readonly LoadedJob[],
  defaultNamespace: string,
  locator: Locator,
): Promise<readonly Diagnostic[]> {
  const first = new Map<string, LoadedJob>();
  const diagnostics: Diagnostic[] = [];
  for (const loaded of jobs) {
    const { ID: id, Namespace: namespace, Region: region } = loaded.job;
    if (id === undefined || id === "") continue;
    const identity = JSON.stringify([id, namespace ?? defaultNamespace, region ?? "global"]);
    const other = first.get(identity);
    if (other === undefined) {
      first.set(identity, loaded);
      continue;
    }
    const before = await placeOfName(other, locator);
    const where =
      before === undefined ? other.file : `${before.file}:${before.start.line}:${before.start.column}`;
    const duplicate: Diagnostic = {
      severity: "error",
      code: "NX207",
      summary: `Job ${JSON.stringify(id)} is there twice`,
      detail: `The other one is at ${where}.`,
    };
    const source = await placeOfName(loaded, locator);
    diagnostics.push(source === undefined ? duplicate : { ...duplicate, source });
  }
  return diagnostics;
}

/** Where a job has its name: the call of `job()`, or the ID in JSON. */
async function placeOfName({ origin }: LoadedJob, locator: Locator): Promise<SourceRange | undefined> {
  const keys = origin.kind === "json" ? [...origin.keys, "ID"] : [];
  const question: Diagnostic = { severity: "error", code: "NX207", summary: "", keys };
  const [answer] = await locator.locate([question], origin);
  return answer?.source;
}
