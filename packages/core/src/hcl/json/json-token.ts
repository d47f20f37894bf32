import { Character, isDigit } from "../scan/characters.ts";
import type { TextRange } from "../syntax/text-range.ts";

/** The kinds of tokens in HCL's JSON syntax: a sign is its own kind. */
export type JsonTokenKind =
  "{" | "}" | "[" | "]" | "," | ":" | "=" | "string" | "number" | "keyword" | "invalid" | "end";

/** A token of HCL's JSON syntax. */
export interface JsonToken extends TextRange {
  readonly kind: JsonTokenKind;
}

/**
 * The token that begins at `from` or after white space there. Texts, numbers and words are taken as far as they can be meant,
 * whether or not they are right. Nothing is scanned after a character that means nothing.
 * @see hashicorp/hcl json/scanner.go (v2.20.2)
 */
export function jsonTokenAt(text: string, from: number): JsonToken {
  const start = endOfSpace(text, from);
  if (start >= text.length) return { kind: "end", start: text.length, end: text.length };
  const code = text.charCodeAt(start);
  const sign = signs.get(code);
  if (sign !== undefined) return { kind: sign, start, end: start + 1 };
  if (code === Character.quote) return { kind: "string", start, end: endOfString(text, start) };
  if (isNumberPart(code) && !isLetter(code)) {
    return { kind: "number", start, end: endOf(text, start, isNumberPart) };
  }
  if (isLetter(code)) return { kind: "keyword", start, end: endOf(text, start, isWordPart) };
  return { kind: "invalid", start, end: start + 1 };
}

const signs: ReadonlyMap<number, JsonTokenKind> = new Map(
  (["{", "}", "[", "]", ",", ":", "="] as const).map((sign) => [sign.charCodeAt(0), sign]),
);

function endOfSpace(text: string, start: number): number {
  return endOf(text, start, (code) => code === 0x20 || code === 0x09 || code === 0x0a || code === 0x0d);
}

/** The end of a text: behind its closing quotation mark, or before the control character that it cannot hold. */
function endOfString(text: string, start: number): number {
  let at = start + 1;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code === Character.quote) return at + 1;
    if (code < 0x20) return at;
    // An escape gets its meaning when the text is read; here, it only must not end it.
    at += code === Character.backslash && text.charCodeAt(at + 1) >= 0x20 ? 2 : 1;
  }
  return text.length;
}

function endOf(text: string, start: number, belongs: (code: number) => boolean): number {
  let at = start;
  while (at < text.length && belongs(text.charCodeAt(at))) at++;
  return at;
}

function isLetter(code: number): boolean {
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x7a;
}

function isWordPart(code: number): boolean {
  return isLetter(code) || code === Character.underscore;
}

function isNumberPart(code: number): boolean {
  return (
    isDigit(code) ||
    code === Character.minus ||
    code === Character.plus ||
    code === Character.dot ||
    code === Character.lowerE ||
    code === Character.upperE
  );
}
