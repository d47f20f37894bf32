import { cleanText } from "../terminal/clean-text.ts";
import type { Terminal } from "../terminal/terminal.ts";
import type { ExitName } from "./exit-codes.ts";
import { type ErrorReport, exitOf, renderReport, reportOf } from "./report-error.ts";

/** How an error is told. */
export interface FailOptions {
  /** Also where it arose. */
  readonly withStack: boolean;
  /** With `--json`, as the last line of a stream of events. */
  readonly asEvent: boolean;
}

/**
 * Tells what was thrown and gives the exit code for it: to stderr for people, with `--json` to stdout as
 * `{ schemaVersion, error }`.
 */
export async function fail(
  error: unknown,
  terminal: Terminal,
  { withStack, asEvent }: FailOptions,
): Promise<ExitName> {
  const report = reportOf(error);
  if (!terminal.isJson) terminal.note(renderReport(report, terminal.err));
  else if (asEvent) terminal.lastEvent({ type: "error", error: await reportToJson(report) });
  else terminal.answer({ error: await reportToJson(report) });
  if (withStack && error instanceof Error) terminal.note(cleanText(stackOf(error)));
  return exitOf(report);
}

/** The report without what is of use inside nomadx only. */
async function reportToJson({ diagnostics, ...report }: ErrorReport): Promise<object> {
  if (diagnostics === undefined) return report;
  const { diagnosticsToJson } = await import("../output/diagnostics-json.ts");
  return { ...report, diagnostics: diagnosticsToJson(diagnostics) };
}

function stackOf(error: Error): string {
  const cause = error.cause instanceof Error ? `\ncaused by ${stackOf(error.cause)}` : "";
  return `${error.stack ?? error.message}${cause}`;
}
