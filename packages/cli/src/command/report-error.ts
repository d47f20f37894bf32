import type { ErrorCode, FailedRequest, Finding, NomadxError } from "@nomadx/core";

import { type ExitName, exitNameOf } from "./exit-codes.ts";
import { Interruption } from "./interruption.ts";
import { oneLine, readableLines } from "../terminal/clean-text.ts";
import type { Palette } from "../terminal/palette.ts";
import { usageReport } from "../oclif/usage-report.ts";

/** An error as the user gets to see it; also the `error` of a `--json` answer. */
export interface ErrorReport {
  /** `internal`: a mistake in nomadx itself; `interrupted`: Ctrl-C. */
  readonly code: ErrorCode | "internal" | "interrupted";
  readonly message: string;
  readonly request?: FailedRequest;
  readonly diagnostics?: readonly Finding[];
  readonly help?: string;
}

/** Returns the report of anything that was thrown. */
export function reportOf(error: unknown): ErrorReport {
  if (isNomadxError(error)) {
    return {
      code: error.code,
      message: error.message,
      ...(error.request !== undefined && { request: error.request }),
      ...(error.diagnostics.length > 0 && { diagnostics: error.diagnostics }),
      ...(error.help !== undefined && { help: error.help }),
    };
  }
  if (error instanceof Interruption) {
    const { message, help } = error;
    return { code: "interrupted", message, ...(help !== undefined && { help }) };
  }
  if (isUsageError(error)) return { code: "usage", ...usageReport(error) };
  return {
    code: "internal",
    message: error instanceof Error ? error.message : String(error),
    help: "This is a mistake in nomadx. Run it again with --debug to see where.",
  };
}

/** The exit code for a report. */
export function exitOf(report: ErrorReport): ExitName {
  if (report.code === "interrupted") return "interrupted";
  return report.code === "internal" ? "failed" : exitNameOf(report.code);
}

/** The report for a terminal or a log, without a line break at its end. */
export function renderReport(report: ErrorReport, palette: Palette): string {
  const [summary, ...rest] = linesOf(report);
  const begin = report.code === "interrupted" ? "" : `${palette.red(palette.bold("error:"))} `;
  const lines = [`${begin}${summary}`, ...rest.map((line) => `  ${line}`)];
  if (report.help !== undefined) lines.push(`${palette.cyan("help:")} ${oneLine(report.help)}`);
  return lines.join("\n");
}

/** The same as a finding. */
export function findingOf(report: ErrorReport): Finding {
  const { code, help } = report;
  const [summary, ...rest] = linesOf(report);
  return {
    severity: "error",
    code,
    summary,
    ...(rest.length > 0 && { detail: rest.join("\n") }),
    ...(help !== undefined && { help }),
  };
}

/** The message, and the request that failed. */
function linesOf({ message, request }: ErrorReport): readonly [string, ...string[]] {
  const [summary = "", ...lines] = readableLines(message);
  if (request !== undefined) {
    const { method, url, status, text = "" } = request;
    lines.push(`${method} ${oneLine(url)}${status === undefined ? "" : `: ${status}`}`);
    // The message often is the server's text already.
    if (text !== "" && !message.includes(text)) lines.push(...readableLines(text));
  }
  return [summary, ...lines];
}

/**
 * Whether this is a `NomadxError`. By name, not by class: an error thrown in a job file comes from the copy of
 * `@nomadx/core` that the job file imported.
 */
function isNomadxError(error: unknown): error is NomadxError {
  return error instanceof Error && error.name === "NomadxError" && "code" in error && "diagnostics" in error;
}

/** Whether oclif's parser refused the arguments, or knows no such command. */
function isUsageError(error: unknown): error is Error {
  return error instanceof Error && "oclif" in error;
}
