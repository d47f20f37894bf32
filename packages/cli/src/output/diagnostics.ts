import { isFailure, type Finding, type SourceRange } from "@nomadx/core";
import { sourceSnippet } from "@nomadx/core/text";
import { cleanText } from "../terminal/clean-text.ts";
import type { Palette } from "../terminal/palette.ts";

export interface DiagnosticsTextOptions {
  /** The text of a file that a diagnostic names, `undefined` when it is not to be had. */
  readonly readSource: (file: string) => string | undefined;
  /** Plain text without it. */
  readonly palette?: Pick<Palette, "bold" | "cyan" | "dim" | "red" | "yellow">;
  /** Longest source line in columns. @default 100 */
  readonly width?: number;
  /** Whether their number stands at the end. @default true */
  readonly summary?: boolean;
}

/**
 * Diagnostics as text for people, sorted by file and position, each with the line it is about, and their number at the end;
 * empty when there are none. Control characters are left out, whatever the diagnostics hold.
 */
export function diagnosticsToText(diagnostics: readonly Finding[], options: DiagnosticsTextOptions): string {
  if (diagnostics.length === 0) return "";
  const sorted = sortDiagnostics(diagnostics);
  const { summary = true } = options;
  const texts = sorted.map((diagnostic) => toText(diagnostic, options));
  return [...texts, ...(summary ? [summarizeDiagnostics(sorted)] : [])].join("\n\n");
}

/** By file, line and column; what has no place comes first. Equal ones stay in their order. */
export function sortDiagnostics(diagnostics: readonly Finding[]): readonly Finding[] {
  return diagnostics.toSorted((a, b) => compareSources(a.source, b.source));
}

/** How many there are: `3 errors, 1 warning in 2 files`. */
export function summarizeDiagnostics(diagnostics: readonly Finding[]): string {
  const errors = diagnostics.filter(isFailure).length;
  const files = new Set(diagnostics.flatMap(({ source }) => source?.file ?? [])).size;
  const counts = [
    ...(errors > 0 ? [count(errors, "error")] : []),
    ...(diagnostics.length > errors ? [count(diagnostics.length - errors, "warning")] : []),
  ];
  return `${counts.join(", ")}${files > 0 ? ` in ${count(files, "file")}` : ""}`;
}

function toText(
  diagnostic: Finding,
  { readSource, palette = PLAIN, width = 100 }: DiagnosticsTextOptions,
): string {
  const { severity, code, summary, detail, path, source, help } = diagnostic;
  const paint = isFailure(diagnostic) ? palette.red : palette.yellow;
  const place = source === undefined ? "" : ` ${source.file}:${source.start.line}:${source.start.column}`;
  const lines = [
    `${palette.bold(paint(`${severity}[${code}]`))}${palette.bold(`${oneLine(place)}:`)} ${oneLine(summary)}`,
    ...(source === undefined ? [] : snippet(source)),
    ...(detail === undefined
      ? []
      : cleanText(detail)
          .split("\n")
          .map((line) => `  ${line}`)),
    ...(path === undefined || path === "" ? [] : [palette.dim(`  in ${oneLine(path)}`)]),
    ...(help === undefined ? [] : [`  ${palette.cyan("help:")} ${oneLine(help)}`]),
  ];
  return lines.map((line) => line.trimEnd()).join("\n");

  function snippet(range: SourceRange): readonly string[] {
    const text = readSource(range.file);
    const found = text === undefined ? undefined : sourceSnippet(text, range, width);
    if (found === undefined) return [];
    const number = String(found.line);
    return [
      `  ${palette.dim(`${number} |`)} ${found.text}`,
      `  ${palette.dim(`${" ".repeat(number.length)} |`)} ${paint(found.marks)}`,
    ];
  }
}

const same = (text: string): string => text;
const PLAIN = { bold: same, cyan: same, dim: same, red: same, yellow: same };

function oneLine(text: string): string {
  return cleanText(text).replace(/\s*\n\s*/g, " ");
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? "" : "s"}`;
}

function compareSources(a: SourceRange | undefined, b: SourceRange | undefined): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined);
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.start.offset - b.start.offset;
}
