import type { Finding, SourceRange } from "@nomadx/core";
import { formatKeys, specKeys, type ApiJob, type KeyPath } from "@nomadx/core/jobspec";
import type { JobOrigin, Locator } from "./locate.ts";

/** A job and where it comes from. */
export interface PlacedJob {
  readonly job: ApiJob;
  readonly origin: JobOrigin;
}

/** Where something stands in the file of its author. */
export interface Place {
  /** Steps into what the author wrote. */
  readonly keys: KeyPath;
  /** The same in the author's words: `group.web.task.server.service`. */
  readonly path: string;
  readonly source: SourceRange;
}

/** Where `keys`, steps into a job's API form, lead to in the file that the job comes from, whatever kind of file it is. */
export async function place(
  { job, origin }: PlacedJob,
  keys: KeyPath,
  locator: Locator,
  at?: Finding["at"],
): Promise<Place> {
  const written = origin.kind === "json" ? [...origin.keys, ...keys] : specKeys(job, keys);
  const located = origin.kind === "hcl" ? keys : written;
  return { keys: written, path: formatKeys(written), source: await locator.range(origin, located, at) };
}

/** Findings about a job in the words and at the places of its author; a place that is known stays. */
export function inAuthorsWords<Found extends Finding>(
  findings: readonly Found[],
  job: PlacedJob,
  locator: Locator,
): Promise<readonly Found[]> {
  return Promise.all(
    findings.map(async (finding) => {
      const { keys, at, source } = finding;
      if (keys === undefined) return { ...finding, source: source ?? (await locator.range(job.origin, [])) };
      const found = await place(job, keys, locator, at);
      return { ...finding, ...found, source: source ?? found.source };
    }),
  );
}
