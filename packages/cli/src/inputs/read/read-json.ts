import { parseJson, type Diagnostic } from "@nomadx/core";
import type { Sources } from "../files/sources.ts";

/** The value of a JSON file, or where it is not JSON. */
export type JsonResult =
  | { readonly kind: "value"; readonly value: unknown }
  | { readonly kind: "failed"; readonly diagnostics: readonly Diagnostic[] };

/**
 * Reads the JSON `text` of `file`; whole numbers that a double cannot hold are `bigint`. Where the text is not strict JSON,
 * comments and trailing commas included, the mistakes that can be told apart are all reported: the first of each line. What
 * follows the value is left to whoever reads the job.
 */
export async function readJson(file: string, text: string, sources: Sources): Promise<JsonResult> {
  try {
    return { kind: "value", value: parseJson(text) };
  } catch (error) {
    const { endOfFirstValue } = await import("@nomadx/core/jobspec/json");
    const length = endOfFirstValue(text);
    if (length !== undefined) return { kind: "value", value: parseJson(text.slice(0, length)) };
    const mistakes = await findMistakes(text);
    // The two parsers could disagree; then the first one's word has to do.
    const otherwise = error instanceof Error ? error.message : "This is not JSON";
    const diagnostics = mistakes.map(({ summary, start, end }): Diagnostic => ({
      severity: "error",
      code: "NX104",
      summary,
      source: sources.range(file, start, end),
    }));
    return {
      kind: "failed",
      diagnostics:
        diagnostics.length > 0
          ? diagnostics
          : [{ severity: "error", code: "NX104", summary: otherwise, source: sources.whole(file) }],
    };
  }
}

interface Mistake {
  readonly summary: string;
  readonly start: number;
  readonly end: number;
}

async function findMistakes(text: string): Promise<readonly Mistake[]> {
  const { parse } = await import("jsonc-parser");
  const found: { error: number; offset: number; length: number }[] = [];
  parse(text, found, { disallowComments: true, allowTrailingComma: false });
  const mistakes = new Map<number, Mistake>();
  for (const { error, offset, length } of found) {
    const line = text.lastIndexOf("\n", offset - 1);
    // Problems that follow on the same line mostly come from the first one.
    if (!mistakes.has(line)) mistakes.set(line, describe(text, error, offset, length));
    if (SWALLOWS_THE_REST.has(error)) break;
  }
  return [...mistakes.values()];
}

function describe(text: string, error: number, offset: number, length: number): Mistake {
  const before = text.slice(0, offset).trimEnd();
  if (before.endsWith(",") && /[}\]]/.test(text.charAt(offset))) {
    return { summary: "A comma with nothing after it", start: before.length - 1, end: before.length };
  }
  return { summary: mistakeText[error] ?? "This is not JSON", start: offset, end: offset + length };
}

/** After these nothing is where it seems to be: a string or a comment without its end. */
const SWALLOWS_THE_REST: ReadonlySet<number> = new Set([11, 12]);

/** By jsonc-parser's `ParseErrorCode`, a constant enumeration that exists in its types only. */
const mistakeText: Readonly<Record<number, string>> = {
  1: "This is not a JSON value; names and texts need double quotes",
  2: "This is not a JSON number",
  3: "A name in double quotes is expected here",
  4: "A value is expected here",
  5: 'A ":" is expected here',
  6: 'A "," is expected here',
  7: 'A "}" is missing here',
  8: 'A "]" is missing here',
  9: "The file should end here",
  10: "JSON has no comments",
  11: "The comment has no end",
  12: "The string has no end on its line",
  13: "The number has no end",
  14: "A Unicode escape has four hexadecimal digits",
  15: "JSON has no such escape",
  16: "This character has to be escaped",
};
