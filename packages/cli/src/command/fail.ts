import { cleanText } from "../terminal/clean-text.ts";
import type { Context } from "./context.ts";
import type { ExitName } from "./exit-codes.ts";
import { type ErrorReport, exitOf, findingOf, renderReport, reportOf } from "./report-error.ts";

/** How an error is told. */
export interface FailOptions {
  /** Also where it arose. */
  readonly withStack: boolean;
  /** With `--json`, as the last line of a stream of events. */
  readonly asEvent: boolean;
}

/**
 * Tells what was thrown and gives the exit code for it: to stderr for people, with `--json` to stdout as
 * `{ schemaVersion, error }`, and in every other format as findings.
 */
export async function fail(
  error: unknown,
  { terminal, report: found }: Pick<Context, "terminal" | "report">,
  { withStack, asEvent }: FailOptions,
): Promise<ExitName> {
  const report = reportOf(error);
  // Nobody has looked at all of it.
  found.covers([]);
  if (terminal.isJson) {
    const told = { error: await reportToJson(report) };
    if (asEvent) terminal.lastEvent({ type: "error", ...told });
    else terminal.answer(told);
  } else if (terminal.isDocument) {
    found.add(report.diagnostics ?? [findingOf(report)]);
  } else {
    if (report.diagnostics !== undefined) {
      await found.tell(report.diagnostics);
      terminal.note("");
    }
    terminal.note(renderReport(report, terminal.err));
  }
  if (withStack && error instanceof Error) terminal.note(cleanText(stackOf(error)).replaceAll(/^/gm, "  "));
  return exitOf(report);
}

/** The report without what is of use inside nomadx only. */
async function reportToJson({ diagnostics, ...report }: ErrorReport): Promise<object> {
  if (diagnostics === undefined) return report;
  const { diagnosticsToJson } = await import("../output/findings-json.ts");
  return { ...report, diagnostics: diagnosticsToJson(diagnostics) };
}

function stackOf(error: Error): string {
  const cause = error.cause instanceof Error ? `\ncaused by ${stackOf(error.cause)}` : "";
  return `${error.stack ?? error.message}${cause}`;
}
