import type { Finding } from "@nomadx/core";
import { fileOf, findingLines, type ReportDocument } from "./report-document.ts";
import { oneLine } from "../terminal/clean-text.ts";

/**
 * Workflow commands of GitHub Actions, which shows them at their lines; what else the command has printed is a notice.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function githubDocument({ title, findings, printed }: ReportDocument): string {
  const notice = printed === "" ? [] : [workflowCommand("notice", { title }, printed)];
  return [...findings.map(annotation), ...notice].join("\n");
}

function annotation(finding: Finding): string {
  const { code, severity, source } = finding;
  const level = severity === "info" ? "notice" : severity === "warning" ? "warning" : "error";
  const file = fileOf(finding);
  const place =
    file === undefined || source === undefined
      ? {}
      : { file: oneLine(file), line: String(source.start.line), col: String(source.start.column) };
  return workflowCommand(level, { ...place, title: code }, findingLines(finding).join("\n"));
}

function workflowCommand(
  name: "error" | "warning" | "notice",
  properties: Readonly<Record<string, string>>,
  data: string,
): string {
  const written = Object.entries(properties).map(([key, value]) => `${key}=${escapeProperty(value)}`);
  return `::${name} ${written.join(",")}::${escapeData(data)}`;
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
