import { placeText } from "../routes/place-text.ts";
import { findingParts, type Finding } from "./finding.ts";

/** Findings as a table of GitHub's Markdown, for a comment or a summary. */
export function findingsToMarkdown(title: string, findings: readonly Finding[]): string {
  if (findings.length === 0) return `### ${title}\n\nNo problems found.`;
  const rows = findings.map((finding) => [
    finding.severity,
    `\`${finding.id}\``,
    findingParts(finding).map(cell).join("<br>"),
    finding.source === undefined ? "" : `\`${placeText(finding.source)}\``,
  ]);
  return [
    `### ${title}`,
    "",
    "| severity | rule | finding | place |",
    "|---|---|---|---|",
    ...rows.map((row) => `| ${row.join(" | ")} |`),
  ].join("\n");
}

/** As text, whatever stands in it. */
function cell(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(/[\\`*_[\]|~@#]/g, String.raw`\$&`)
    .replaceAll(/\s+/g, " ");
}
