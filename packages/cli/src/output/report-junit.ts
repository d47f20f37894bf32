import { isFailure, type Finding } from "@nomadx/core";
import { placeText } from "../routes/place-text.ts";
import { findingLines, type ReportDocument } from "./report-document.ts";
import { oneLine } from "../terminal/clean-text.ts";

/**
 * A JUnit report: a test case for each subject; failures fail it, and all else is what it prints. Findings about none of
 * the subjects are cases of their own, by what they are about.
 */
export function junitDocument({ title, subjects, findings, printed }: ReportDocument): string {
  const cases = new Map<string, Finding[]>(subjects.map((name) => [oneLine(name), []]));
  for (const finding of findings) {
    const name = oneLine(caseOf(finding, title));
    cases.set(name, [...(cases.get(name) ?? []), finding]);
  }
  if (cases.size === 0) cases.set(title, []);
  const failed = [...cases.values()].filter((found) => found.some(isFailure)).length;
  const counts = `tests="${cases.size}" failures="${failed}"`;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts}>`,
    `  <testsuite name="${attribute(title)}" ${counts} errors="0">`,
    ...Array.from(cases, ([name, found]) => testCase(title, name, found)),
    ...output("    ", printed),
    "  </testsuite>",
    "</testsuites>",
  ].join("\n");
}

function caseOf({ subject, source, service, job }: Finding, title: string): string {
  return subject ?? source?.file ?? service ?? job ?? title;
}

function testCase(title: string, name: string, findings: readonly Finding[]): string {
  const head = `    <testcase classname="${attribute(title)}" name="${attribute(name)}"`;
  if (findings.length === 0) return `${head}/>`;
  const failures = findings.filter(isFailure);
  const [first] = failures;
  const others = findings.filter((finding) => !isFailure(finding));
  const failure =
    first === undefined
      ? []
      : [
          `      <failure message="${attribute(first.summary)}" type="${attribute(first.code)}">` +
            `${escape(failures.map(text).join("\n"))}</failure>`,
        ];
  return [`${head}>`, ...failure, ...output("      ", others.map(text).join("\n")), "    </testcase>"].join(
    "\n",
  );
}

function output(indent: string, printed: string): readonly string[] {
  return printed === "" ? [] : [`${indent}<system-out>${escape(printed)}</system-out>`];
}

/** The case names the subject. */
function text({ subject: _subject, ...finding }: Finding): string {
  const place = finding.source === undefined ? "" : `${oneLine(placeText(finding.source))}: `;
  return `${place}${finding.severity} ${finding.code}: ${findingLines(finding).join("\n  ")}`;
}

/** A line break in an attribute would be read as a blank. */
function attribute(value: string): string {
  return escape(value).replaceAll("\n", "&#10;").replaceAll("\t", "&#9;");
}

/** Also without the characters that XML has no way to write. */
function escape(value: string): string {
  return value
    .replaceAll(/[^\t\n\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, "\u{fffd}")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
