import type { Finding } from "./finding.ts";

/** Findings as workflow commands of GitHub Actions, which shows them at their lines. */
export function findingsToGithub(findings: readonly Finding[]): string {
  return findings
    .map(({ id, severity, message, subject, source, fix }) => {
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
      const text = [subject === undefined ? message : `${subject}: ${message}`, fix ?? ""]
        .filter((part) => part !== "")
        .join("\n");
      return `::${level} ${properties}::${escapeData(text)}`;
    })
    .join("\n");
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
