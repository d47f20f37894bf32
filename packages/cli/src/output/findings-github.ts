import { findingParts, type Finding } from "./finding.ts";

/** Findings as workflow commands of GitHub Actions, which shows them at their lines. */
export function findingsToGithub(findings: readonly Finding[]): string {
  return findings
    .map((finding) => {
      const { id, severity, source } = finding;
      const level = severity === "info" ? "notice" : severity === "warning" ? "warning" : "error";
      const place: readonly (readonly [string, string | number])[] =
        source === undefined
          ? []
          : [
              ["file", source.file],
              ["line", source.start.line],
              ["col", source.start.column],
            ];
      const properties = [...place, ["title", id] as const]
        .map(([name, value]) => `${name}=${escapeProperty(String(value))}`)
        .join(",");
      return `::${level} ${properties}::${escapeData(findingParts(finding).join("\n"))}`;
    })
    .join("\n");
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
