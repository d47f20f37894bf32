import type { Finding } from "./finding.ts";

/** What SARIF wants to know about the program. */
export interface SarifTool {
  readonly version: string;
  /** What each rule that was broken is about, by its id. */
  readonly titles?: ReadonlyMap<string, string>;
}

/**
 * Findings as a SARIF 2.1.0 log, which code scanning services read. Findings without a file have only a message.
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function findingsToSarif(findings: readonly Finding[], { version, titles }: SarifTool): string {
  const ids = [...new Set(findings.map(({ id }) => id))];
  const log = {
    $schema: "https://json.schemastore.org/sarif-2.1.0.json",
    version: "2.1.0",
    runs: [
      {
        tool: {
          driver: {
            name: "nomadx",
            version,
            rules: ids.map((id) => ({ id, shortDescription: { text: titles?.get(id) ?? id } })),
          },
        },
        results: findings.map(({ id, severity, message, subject, source, fix }) => ({
          ruleId: id,
          ruleIndex: ids.indexOf(id),
          level: severity === "info" ? "note" : severity === "warning" ? "warning" : "error",
          message: {
            text: [subject === undefined ? message : `${subject}: ${message}`, fix ?? ""]
              .filter((part) => part !== "")
              .join("\n"),
          },
          ...(source !== undefined && {
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: encodeURI(source.file) },
                  region: {
                    startLine: source.start.line,
                    startColumn: source.start.column,
                    endLine: source.end.line,
                    endColumn: source.end.column,
                  },
                },
              },
            ],
          }),
        })),
      },
    ],
  };
  return JSON.stringify(log, null, 2);
}
