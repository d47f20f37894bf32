import { placeText } from "../routes/place-text.ts";
import { findingLines, type ReportDocument } from "./report-document.ts";
import { oneLine } from "../terminal/clean-text.ts";

/** A table of GitHub's Markdown, for a comment or a summary, and below it what else the command has printed. */
export function markdownDocument({ title, findings, printed, markdown }: ReportDocument): string {
  const rows = findings.map((finding) => [
    finding.severity,
    code(finding.code),
    findingLines(finding).map(cell).join("<br>"),
    finding.source === undefined ? "" : code(oneLine(placeText(finding.source))),
  ]);
  const found =
    rows.length === 0
      ? ["No problems found."]
      : [
          "| severity | rule | finding | place |",
          "|---|---|---|---|",
          ...rows.map((row) => `| ${row.join(" | ")} |`),
        ];
  const shown = markdown ?? (printed === "" ? "" : fenced(printed, "text"));
  return [`### ${title}`, "", ...found, ...(shown === "" ? [] : ["", shown])].join("\n");
}

/** A block of code, whatever stands in it. */
export function fenced(text: string, language: string): string {
  const fence = "`".repeat(Math.max(3, longestRun(text) + 1));
  return [`${fence}${language}`, text, fence].join("\n");
}

/** As text, whatever stands in it. */
export function cell(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(/[\\`*_[\]|~@#]/g, String.raw`\$&`)
    .replaceAll(/\s+/g, " ");
}

/** As code in a cell: between more backticks than it has; a table takes a `|` for the end of a cell even there. */
export function code(text: string): string {
  const fence = "`".repeat(longestRun(text) + 1);
  const blank = /^`|`$/.test(text) ? " " : "";
  return `${fence}${blank}${text.replaceAll(/\s+/g, " ").replaceAll("|", String.raw`\|`)}${blank}${fence}`;
}

/** Of backticks. */
function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}
