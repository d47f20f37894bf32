import { isFailure, type Finding, type SourceRange } from "@nomadx/core";
import { counted, sourceSnippet } from "@nomadx/core/text";
import { oneLine, readableLines } from "../terminal/clean-text.ts";
import { plainPalette, type Palette } from "../terminal/palette.ts";

export interface FindingsTextOptions {
  /** The text of a file that a finding names, `undefined` when it is not to be had. */
  readonly readSource: (file: string) => string | undefined;
  /** @default plain text */
  readonly palette?: Palette;
  /** Show what the server says of it, too. @default false */
  readonly isVerbose?: boolean;
  /** Longest source line in columns. @default 100 */
  readonly width?: number;
}

/**
 * Findings as text for people, in their order, each with the line it is about. Control characters are left out, whatever the
 * findings hold.
 */
export function findingsToText(findings: readonly Finding[], options: FindingsTextOptions): string {
  const texts = findings.map((finding) => toText(finding, options));
  return texts.join(texts.some((text) => text.includes("\n")) ? "\n\n" : "\n");
}

/** By file, line and column; what has no place comes first. Equal ones stay in their order. */
export function sortFindings<Found extends Finding>(findings: readonly Found[]): readonly Found[] {
  return findings.toSorted((a, b) => compareSources(a.source, b.source));
}

/** How many there are: `3 errors, 1 warning in 2 files`. */
export function summarizeFindings(findings: readonly Finding[]): string {
  const errors = findings.filter(isFailure).length;
  const files = new Set(findings.flatMap(({ source }) => source?.file ?? [])).size;
  const counts = [
    ...(errors > 0 ? [counted(errors, "error")] : []),
    ...(findings.length > errors ? [counted(findings.length - errors, "warning")] : []),
  ];
  return `${counts.join(", ")}${files > 0 ? ` in ${counted(files, "file")}` : ""}`;
}

function toText(
  finding: Finding,
  { readSource, palette = plainPalette, isVerbose = false, width = 100 }: FindingsTextOptions,
): string {
  const { severity, code, summary, detail, path, source, help, serverText } = finding;
  const { red, yellow, cyan, bold, dim } = palette;
  const paint = isFailure(finding) ? red : severity === "warning" ? yellow : cyan;
  const place = source === undefined ? "" : ` ${source.file}:${source.start.line}:${source.start.column}`;
  const lines = [
    `${bold(paint(`${severity}[${code}]`))}${bold(`${oneLine(place)}:`)} ${oneLine(summary)}`,
    ...(source === undefined ? [] : snippet(source)),
    ...(detail === undefined ? [] : readableLines(detail).map((line) => `  ${line}`)),
    ...(path === undefined || path === "" ? [] : [dim(`  in ${oneLine(path)}`)]),
    ...(isVerbose && serverText !== undefined ? [dim(`  Nomad: ${oneLine(serverText)}`)] : []),
    ...(help === undefined ? [] : [`  ${cyan("help:")} ${oneLine(help)}`]),
  ];
  return lines.map((line) => line.trimEnd()).join("\n");

  function snippet(range: SourceRange): readonly string[] {
    const text = readSource(range.file);
    const found = text === undefined ? undefined : sourceSnippet(text, range, width);
    if (found === undefined) return [];
    const number = String(found.line);
    return [
      `  ${dim(`${number} |`)} ${found.text}`,
      `  ${dim(`${" ".repeat(number.length)} |`)} ${paint(found.marks)}`,
    ];
  }
}

function compareSources(a: SourceRange | undefined, b: SourceRange | undefined): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.start.offset - b.start.offset;
}
