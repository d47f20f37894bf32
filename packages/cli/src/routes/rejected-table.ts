import { type Finding, NomadxError } from "@nomadx/core";

import { uniqueFindings } from "../output/unique-findings.ts";

/** The error about commands or jobs that would freeze Fabio's table, with the reasons. */
export function rejectedTable(findings: readonly Finding[]): NomadxError {
  return new NomadxError(
    "invalid",
    "Fabio would reject this table, all of it, and keep the one that it has",
    { diagnostics: uniqueFindings(findings) },
  );
}
