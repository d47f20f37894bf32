import { findingParts, type Finding } from "./finding.ts";

/** The facts about the program that SARIF needs. */
export interface SarifTool {
  readonly version: string;
  /** The subject of each rule that was broken, by its id. */
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
        results: findings.map((finding) => ({
          ruleId: finding.id,
          ruleIndex: ids.indexOf(finding.id),
          level: finding.severity === "info" ? "note" : finding.severity === "warning" ? "warning" : "error",
          message: { text: findingParts(finding).join("\n") },
          ...(finding.source !== undefined && {
            locations: [
              {
                physicalLocation: {
                  artifactLocation: { uri: encodeURI(finding.source.file) },
                  region: {
                    startLine: finding.source.start.line,
                    startColumn: finding.source.start.column,
                    endLine: finding.source.end.line,
                    endColumn: finding.source.end.column,
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
