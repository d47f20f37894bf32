import type { Palette } from "../terminal/palette.ts";
import type { FindingFormat } from "./finding.ts";
import { findingsToGithub } from "./findings-github.ts";
import { findingsToJunit, type CheckedSubject } from "./findings-junit.ts";
import { findingsToMarkdown } from "./findings-markdown.ts";
import { findingsToSarif, type SarifTool } from "./findings-sarif.ts";

/** The findings, and the names for them. */
export interface Report extends SarifTool {
  readonly title: string;
  readonly subjects: readonly CheckedSubject[];
  /** For people. */
  readonly text: (palette: Palette) => string;
}

/** A report in one of the formats; JSON is the command's own answer. */
export function reportText(report: Report, format: Exclude<FindingFormat, "json">, palette: Palette): string {
  const { title, subjects } = report;
  const findings = subjects.flatMap((subject) => subject.findings);
  switch (format) {
    case "text":
      return report.text(palette);
    case "github":
      return findingsToGithub(findings);
    case "junit":
      return findingsToJunit(title, subjects);
    case "markdown":
      return findingsToMarkdown(title, findings);
    case "sarif":
      return findingsToSarif(findings, report);
  }
}
