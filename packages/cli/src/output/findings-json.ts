import type { Finding, Severity, SourceRange } from "@nomadx/core";

/** A problem in a file as the `error` of a `--json` answer has it. */
export interface DiagnosticJson extends Pick<
  Finding,
  "severity" | "code" | "summary" | "detail" | "help" | "serverText"
> {
  readonly path?: string;
  readonly source?: SourceRange;
}

/** Diagnostics for JSON, with the fields in a fixed order and nothing internal. */
export function diagnosticsToJson(diagnostics: readonly Finding[]): readonly DiagnosticJson[] {
  return diagnostics.map(({ severity, code, summary, detail, path, source, help, serverText }) => ({
    severity,
    code,
    summary,
    ...(detail !== undefined && { detail }),
    ...(path !== undefined && path !== "" && { path }),
    ...(source !== undefined && { source }),
    ...(help !== undefined && { help }),
    ...(serverText !== undefined && { serverText }),
  }));
}

/** A finding as the answers of lints and verifications have it. */
export interface FindingJson extends Pick<
  Finding,
  "subject" | "service" | "job" | "jobId" | "namespace" | "route" | "source"
> {
  readonly id: string;
  readonly severity: Severity;
  readonly message: string;
  readonly fix?: string;
}

/** Findings for JSON, with the fields in a fixed order and nothing internal. */
export function findingsToJson(findings: readonly Finding[]): readonly FindingJson[] {
  return findings.map((finding) => {
    const { code, severity, summary, subject, service, job, jobId, namespace, route, source, help } = finding;
    return {
      id: code,
      severity,
      message: summary,
      ...(subject !== undefined && { subject }),
      ...(service !== undefined && { service }),
      ...(job !== undefined && { job }),
      ...(jobId !== undefined && { jobId }),
      ...(namespace !== undefined && { namespace }),
      ...(route !== undefined && { route }),
      ...(source !== undefined && { source }),
      ...(help !== undefined && { fix: help }),
    };
  });
}
