import { placeText } from "../routes/place-text.ts";
import type { Finding } from "./finding.ts";

/** Findings as a table of GitHub's Markdown, for a comment or a summary. */
export function findingsToMarkdown(title: string, findings: readonly Finding[]): string {
  if (findings.length === 0) return `### ${title}\n\nNothing to complain about.`;
  const rows = findings.map(({ id, severity, message, subject, source, fix }) => [
    severity,
    `\`${id}\``,
    [subject === undefined ? message : `${subject}: ${message}`, fix ?? ""]
      .filter((part) => part !== "")
      .map(cell)
      .join("<br>"),
    source === undefined ? "" : `\`${placeText(source)}\``,
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
