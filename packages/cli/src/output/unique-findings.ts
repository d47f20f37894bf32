import type { Finding } from "@nomadx/core";

/**
 * Findings without those that say the same of the same place: a file that many jobs share is wrong only once.
 * @param known what was said before, to which these are added.
 */
export function uniqueFindings<Found extends Finding>(
  findings: readonly Found[],
  known: Set<string> = new Set(),
): readonly Found[] {
  return findings.filter(({ code, summary, detail, subject, job, service, path, source }) => {
    const identity = JSON.stringify([code, summary, detail, subject, job, service, path, source]);
    if (known.has(identity)) return false;
    known.add(identity);
    return true;
  });
}
