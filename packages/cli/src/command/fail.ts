import { stringifyJson } from "@nomadx/core";

import { exitCodes } from "./exit-codes.ts";
import { type ErrorReport, exitOf, renderReport, reportOf } from "./report-error.ts";
import { cleanJson } from "../terminal/clean-text.ts";
import { colorChoiceIn } from "../terminal/color.ts";
import { openTerminal } from "../terminal/terminal.ts";

/** Version of the shape of every `--json` answer; it grows when a field changes its meaning or goes away. */
export const schemaVersion = 1;

/** How an error is told. */
export interface FailOptions {
  /** Hides what must not be shown. */
  readonly redact?: (text: string) => string;
  /** With `--json`, as the last line of a stream of events. */
  readonly asEvent?: boolean;
}

/**
 * Tells what was thrown and sets the exit code: to stderr for people, with `--json` to stdout as
 * `{ schemaVersion, error }`. The stack is shown only with `--debug`.
 */
export async function fail(
  error: unknown,
  argv: readonly string[],
  { redact = (text) => text, asEvent = false }: FailOptions = {},
): Promise<void> {
  if (isExit(error)) {
    process.exitCode = error.oclif.exit;
    return;
  }
  const end = argv.indexOf("--");
  const flags = end === -1 ? argv : argv.slice(0, end);
  const report = reportOf(error);
  process.exitCode = exitCodes[exitOf(report)];
  if (flags.includes("--json")) {
    const told = await reportToJson(report);
    const json = asEvent
      ? stringifyJson({ schemaVersion, type: "error", error: told })
      : stringifyJson({ schemaVersion, error: told }, 2);
    process.stdout.write(`${redact(cleanJson(json))}\n`);
  } else {
    const streams = { out: process.stdout, err: process.stderr };
    const { err } = await openTerminal(colorChoiceIn(argv), process.env, streams);
    process.stderr.write(`${redact(renderReport(report, err))}\n`);
  }
  if (flags.includes("--debug") && error instanceof Error)
    process.stderr.write(`${redact(stackOf(error))}\n`);
}

/** The report without what is of use inside nomadx only. */
async function reportToJson({ diagnostics, ...report }: ErrorReport): Promise<object> {
  if (diagnostics === undefined) return report;
  const { diagnosticsToJson } = await import("../output/diagnostics-json.ts");
  return { ...report, diagnostics: diagnosticsToJson(diagnostics) };
}

/** Whether this is oclif's way of ending early with a code: `this.exit(0)`. */
function isExit(error: unknown): error is { readonly oclif: { readonly exit: number } } {
  return error instanceof Error && "code" in error && error.code === "EEXIT";
}

function stackOf(error: Error): string {
  const cause = error.cause instanceof Error ? `\ncaused by ${stackOf(error.cause)}` : "";
  return `${error.stack ?? error.message}${cause}`;
}
