import type { Terminal } from "../terminal/terminal.ts";
import type { FindingFormat } from "./finding.ts";
import { reportText, type Report } from "./report-text.ts";

/** Prints a report in a format; JSON is left to the command's answer. */
export function printReport(report: Report, format: FindingFormat, terminal: Terminal): void {
  if (format === "json") return;
  const text = reportText(report, format, terminal.out);
  if (text !== "") terminal.print(text);
}
