import { placeText } from "../routes/place-text.ts";
import { isFailure, type Finding } from "./finding.ts";

/** The things that were checked, whether something was found there or not: each becomes a test case. */
export interface CheckedSubject {
  readonly name: string;
  readonly findings: readonly Finding[];
}

/** Findings as a JUnit report: a test case a subject; errors fail it, and all else is what it prints. */
export function findingsToJunit(suite: string, subjects: readonly CheckedSubject[]): string {
  const failed = subjects.filter(({ findings }) => findings.some(isFailure)).length;
  const counts = `tests="${subjects.length}" failures="${failed}"`;
  const cases = subjects.flatMap(({ name, findings }) => {
    const head = `    <testcase classname="${escape(suite)}" name="${escape(name)}"`;
    if (findings.length === 0) return [`${head}/>`];
    const failures = findings.filter(isFailure);
    const others = findings.filter((finding) => !isFailure(finding));
    return [
      `${head}>`,
      ...(failures.length === 0
        ? []
        : [
            `      <failure message="${escape(failures[0]?.message ?? "")}" type="${escape(failures[0]?.id ?? "")}">` +
              `${escape(failures.map(line).join("\n"))}</failure>`,
          ]),
      ...(others.length === 0
        ? []
        : [`      <system-out>${escape(others.map(line).join("\n"))}</system-out>`]),
      "    </testcase>",
    ];
  });
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites ${counts}>`,
    `  <testsuite name="${escape(suite)}" ${counts}>`,
    ...cases,
    "  </testsuite>",
    "</testsuites>",
  ].join("\n");
}

function line({ id, severity, message, source, fix }: Finding): string {
  const place = source === undefined ? "" : `${placeText(source)}: `;
  return `${place}${severity} ${id}: ${message}${fix === undefined ? "" : `\n  ${fix}`}`;
}

/** Also without the characters that XML has no way to write. */
function escape(text: string): string {
  return text
    .replaceAll(/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu, "\u{fffd}")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
