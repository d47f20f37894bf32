import type { Diagnostic } from "@nomadx/core";
import { formatKeys, specKeys, type ApiJob } from "@nomadx/core/jobspec";
import type { JobOrigin, Locator } from "./locate.ts";

/**
 * Diagnostics about a job whose `keys` are steps into its API form, in the words of the file it comes from and with the
 * places there.
 */
export async function inAuthorsWords(
  diagnostics: readonly Diagnostic[],
  job: ApiJob,
  origin: JobOrigin,
  locator: Locator,
): Promise<readonly Diagnostic[]> {
  const translated = diagnostics.map((diagnostic) => {
    if (diagnostic.keys === undefined) return diagnostic;
    const keys =
      origin.kind === "json" ? [...origin.keys, ...diagnostic.keys] : specKeys(job, diagnostic.keys);
    return { ...diagnostic, keys, path: formatKeys(keys) };
  });
  return locator.locate(translated, origin);
}
