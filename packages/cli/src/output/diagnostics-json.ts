import type { Finding, Severity, SourceRange } from "@nomadx/core";
import { sortDiagnostics } from "./diagnostics.ts";

/** A diagnostic as `--json` shows it. */
export interface DiagnosticJson {
  readonly severity: Severity;
  readonly code: string;
  readonly summary: string;
  readonly detail?: string;
  readonly path?: string;
  readonly source?: SourceRange;
  readonly help?: string;
}

/** Diagnostics for JSON, in the order of `diagnosticsToText`, with the fields in a fixed order and nothing internal. */
export function diagnosticsToJson(diagnostics: readonly Finding[]): readonly DiagnosticJson[] {
  return sortDiagnostics(diagnostics).map(({ severity, code, summary, detail, path, source, help }) => ({
    severity,
    code,
    summary,
    ...(detail === undefined ? {} : { detail }),
    ...(path === undefined || path === "" ? {} : { path }),
    ...(source === undefined ? {} : { source }),
    ...(help === undefined ? {} : { help }),
  }));
}
