import path from "node:path";
import { pathToFileURL } from "node:url";

import { type Finding, isFailure, type SourceRange } from "@nomadx/core";
import { exitCodes } from "../command/exit-codes.ts";
import { fileOf, findingLines, type ReportDocument } from "./report-document.ts";
import { titleOf } from "./finding-titles.ts";

/**
 * A SARIF 2.1.0 log, which code scanning services read. Results are findings at a place in a file. All else that is to be
 * told is a notification: GitHub refuses a whole log for one result without a place.
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html §3.20.21, §3.27, §3.30
 */
export function sarifDocument({
  title,
  program,
  exit,
  findings,
  printed,
  readSource,
}: ReportDocument): string {
  const placed = findings.filter((finding) => fileOf(finding) !== undefined);
  const others = findings.filter((finding) => fileOf(finding) === undefined);
  const rules = codesOf(placed);
  const results = placed.map((finding) => ({
    ruleId: finding.code,
    ruleIndex: rules.indexOf(finding.code),
    level: levelOf(finding),
    message: messageOf(finding),
    locations: [{ physicalLocation: locationOf(finding, readSource) }],
  }));
  const notifications = others.map((finding) => ({
    descriptor: { id: finding.code },
    level: levelOf(finding),
    message: messageOf(finding),
  }));
  const answer = printed === "" ? [] : [{ level: "note", message: { text: `${title}\n${printed}` } }];
  const run = {
    tool: {
      driver: {
        name: "nomadx",
        version: program.version,
        rules: rules.map(descriptor),
        notifications: codesOf(others).map(descriptor),
      },
    },
    invocations: [
      {
        // Whether it could do its work; what it found is another matter.
        executionSuccessful: !["failed", "usage", "interrupted"].includes(exit),
        exitCode: exitCodes[exit],
        toolExecutionNotifications: [...notifications, ...answer],
      },
    ],
    columnKind: "utf16CodeUnits",
    results,
  };
  return JSON.stringify(
    { $schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: [run] },
    null,
    2,
  );
}

function codesOf(findings: readonly Finding[]): readonly string[] {
  return [...new Set(findings.map(({ code }) => code))];
}

function descriptor(id: string) {
  return { id, shortDescription: { text: titleOf(id) } };
}

function messageOf(finding: Finding) {
  return { text: findingLines(finding).join("\n") };
}

function levelOf(finding: Finding): "error" | "warning" | "note" {
  return isFailure(finding) ? "error" : finding.severity === "warning" ? "warning" : "note";
}

function locationOf({ source }: Finding, readSource: ReportDocument["readSource"]) {
  if (source === undefined) return {};
  const artifactLocation = { uri: uriOf(source.file) };
  // The empty range at the start is the file as a whole.
  if (source.end.offset === 0) return { artifactLocation };
  const text = readSource(source.file);
  return {
    artifactLocation,
    region: {
      startLine: source.start.line,
      startColumn: columnOf(source.start, text),
      endLine: source.end.line,
      endColumn: columnOf(source.end, text),
    },
  };
}

/** In UTF-16 units; HCL counts its columns otherwise. */
function columnOf({ column, offset }: SourceRange["start"], text: string | undefined): number {
  if (text === undefined) return column;
  return offset === 0 ? 1 : offset - text.lastIndexOf("\n", offset - 1);
}

/** Relative to the working directory, and absolute for a file that is not below it. */
function uriOf(file: string): string {
  return path.isAbsolute(file) || file.startsWith("../")
    ? pathToFileURL(file).href
    : file.split("/").map(encodeURIComponent).join("/");
}
