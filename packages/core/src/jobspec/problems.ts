import { didYouMean } from "../diagnostics/did-you-mean.ts";
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

/** The names that unknown ones among `given` are taken for: they are misspelt, not missing. */
export function misspelt(
  given: Readonly<Record<string, unknown>>,
  known: readonly string[],
): ReadonlySet<string> {
  const unknown = Object.keys(given).filter((name) => !known.includes(name));
  return new Set(unknown.flatMap((name) => didYouMean(name, known) ?? []));
}
