import type { Diagnostic, DiagnosticCode } from "../diagnostics/diagnostic.ts";
import type { Severity } from "../diagnostics/finding.ts";
import { formatKeys, type KeyPath } from "./key-path.ts";

/** A problem at one place of a job, before it is known where in a file that is. */
export interface Problem {
  readonly keys: KeyPath;
  readonly at?: "key" | "value";
  readonly summary: string;
  readonly detail?: string;
  readonly help?: string | undefined;
  readonly severity?: Severity;
}

/** Takes a problem that a check has found. */
export type ReportProblem = (code: DiagnosticCode, problem: Problem) => void;

/** Turns a problem into the diagnostic that is reported. */
export function toDiagnostic(code: DiagnosticCode, problem: Problem): Diagnostic {
  return {
    severity: problem.severity ?? "error",
    code,
    summary: problem.summary,
    ...(problem.detail === undefined ? {} : { detail: problem.detail }),
    path: formatKeys(problem.keys),
    keys: problem.keys,
    at: problem.at ?? "value",
    ...(problem.help === undefined ? {} : { help: problem.help }),
  };
}

/** The `help` that goes with a near miss. */
export function suggest(word: string | undefined): string | undefined {
  return word === undefined ? undefined : `Did you mean ${JSON.stringify(word)}?`;
}
