import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { LintFinding } from "./lint-routes.ts";

/**
 * A finding as a problem of the files that it comes from: `NX401` for what is critical or an error, `NX402` for
 * warnings; `undefined` for what is only worth knowing. `keys` are steps into the `ApiJob`.
 */
export function findingToDiagnostic(finding: LintFinding): Diagnostic | undefined {
  const { id, severity, message, effect, fix, keys } = finding;
  if (severity === "info") return undefined;
  const isError = severity === "critical" || severity === "error";
  return {
    severity: isError ? "error" : "warning",
    code: isError ? "NX401" : "NX402",
    summary: `[${id}] ${message}`,
    detail: effect,
    ...(keys !== undefined && { keys, at: "value" as const }),
    help: fix,
  };
}
