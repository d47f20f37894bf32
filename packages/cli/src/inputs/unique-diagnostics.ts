import type { Diagnostic } from "@nomadx/core";

/** `diagnostics` without those that say the same of the same place: a file that many jobs share is wrong only once. */
export function uniqueDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const known = new Set<string>();
  return diagnostics.filter(({ code, summary, detail, path, source }) => {
    const identity = JSON.stringify([code, summary, detail, path, source]);
    if (known.has(identity)) return false;
    known.add(identity);
    return true;
  });
}
