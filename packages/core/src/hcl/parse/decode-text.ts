import { Character, characterLength } from "../scan/characters.ts";
import type { Parser } from "./parser.ts";
import type { Problem } from "../problem.ts";
import { problems } from "./problems.ts";

/**
 * The text of a token: escapes resolved, of which only text in quotes has those that begin with a backslash, and
 * doubled signs before braces (`$${`) made single. What is no escape stays as it is, and is reported.
 * @see hashicorp/hcl hclsyntax/parser.go ParseStringLiteralToken (v2.20.2)
 */
export function decodeText(p: Parser, index: number, form: "quoted" | "plain"): string {
  const start = p.start(index);
  const text = p.textOf(index);
  const first = text.charCodeAt(0);
  // The scanner cuts before every sign, so that a doubled one begins the token.
  if ((first === Character.dollar || first === Character.percent) && text.length > 2) {
    if (text.charCodeAt(1) === first && text.charCodeAt(2) === Character.openBrace) return text.slice(1);
  }
  return form === "quoted" && text.includes("\\") ? resolveEscapes(p, text, start) : text;
}

function resolveEscapes(p: Parser, text: string, start: number): string {
  let result = "";
  let done = 0;
  for (let at = text.indexOf("\\"); at !== -1; at = text.indexOf("\\", done)) {
    result += text.slice(done, at);
    const { length, value, problem } = readEscape(text, at);
    if (problem !== undefined) p.report(problem, { start: start + at, end: start + at + length });
    result += value;
    done = at + length;
  }
  return result + text.slice(done);
}

/** One escape: its length in the source, and what it stands for. */
interface Escape {
  readonly length: number;
  readonly value: string;
  readonly problem?: Problem;
}

function readEscape(text: string, at: number): Escape {
  switch (text[at + 1]) {
    case "n":
      return { length: 2, value: "\n" };
    case "r":
      return { length: 2, value: "\r" };
    case "t":
      return { length: 2, value: "\t" };
    case '"':
      return { length: 2, value: '"' };
    case "\\":
      return { length: 2, value: "\\" };
    case "u":
      return readUnicodeEscape(text, at, 4, problems.shortEscape);
    case "U":
      return readUnicodeEscape(text, at, 8, problems.longEscape);
    default: {
      const value = text.slice(at + 1, at + 1 + characterLength(text, at + 1));
      return { length: 1 + value.length, value, problem: problems.unknownEscape(value) };
    }
  }
}

function readUnicodeEscape(text: string, at: number, digits: number, incomplete: Problem): Escape {
  let end = at + 2;
  while (end < at + 2 + digits && isHexDigit(text.charCodeAt(end))) end++;
  const length = end - at;
  const value = text.slice(at, end);
  if (length !== digits + 2) return { length, value, problem: incomplete };
  const number = Number.parseInt(value.slice(2), 16);
  if (number > 0x10ffff || (number >= 0xd800 && number <= 0xdfff)) {
    return { length, value, problem: problems.noSuchCharacter(value.slice(2)) };
  }
  return { length, value: String.fromCodePoint(number) };
}

function isHexDigit(code: number): boolean {
  const lower = code | 0x20;
  return (code >= Character.zero && code <= Character.nine) || (lower >= 0x61 && lower <= 0x66);
}
