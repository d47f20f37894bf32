import { isIdentifierPart, isIdentifierStart } from "./identifier-characters.ts";

/** The UTF-16 code units that mean something to HCL. */
export const Character = {
  tab: 0x09,
  lineFeed: 0x0a,
  carriageReturn: 0x0d,
  space: 0x20,
  bang: 0x21,
  quote: 0x22,
  hash: 0x23,
  dollar: 0x24,
  percent: 0x25,
  and: 0x26,
  apostrophe: 0x27,
  openParenthesis: 0x28,
  closeParenthesis: 0x29,
  star: 0x2a,
  plus: 0x2b,
  comma: 0x2c,
  minus: 0x2d,
  dot: 0x2e,
  slash: 0x2f,
  zero: 0x30,
  nine: 0x39,
  colon: 0x3a,
  semicolon: 0x3b,
  less: 0x3c,
  equal: 0x3d,
  greater: 0x3e,
  question: 0x3f,
  upperE: 0x45,
  openBracket: 0x5b,
  backslash: 0x5c,
  closeBracket: 0x5d,
  caret: 0x5e,
  underscore: 0x5f,
  backtick: 0x60,
  lowerE: 0x65,
  openBrace: 0x7b,
  bar: 0x7c,
  closeBrace: 0x7d,
  tilde: 0x7e,
} as const;

/** The mark at the beginning of a file that some editors leave; HCL passes over one. */
export const byteOrderMark = 0xfeff;

/** Whether the code unit is an ASCII digit. */
export function isDigit(code: number): boolean {
  return code >= Character.zero && code <= Character.nine;
}

/**
 * The end of the identifier that begins at `start`, or `start` where none does.
 * @see hashicorp/hcl hclsyntax/scan_tokens.rl Ident (v2.20.2)
 */
export function endOfIdentifier(text: string, start: number): number {
  let at = start;
  while (at < text.length) {
    const code = text.charCodeAt(at);
    if (code < 0x80) {
      if (!isAsciiPart(code) || (at === start && !isAsciiStart(code))) break;
      at++;
    } else {
      const codePoint = text.codePointAt(at) ?? 0;
      if (!(at === start ? isIdentifierStart(codePoint) : isIdentifierPart(codePoint))) break;
      at += codePoint > 0xffff ? 2 : 1;
    }
  }
  return at;
}

function isAsciiStart(code: number): boolean {
  const lower = code | 0x20;
  return (lower >= 0x61 && lower <= 0x7a) || code === Character.underscore;
}

function isAsciiPart(code: number): boolean {
  return isAsciiStart(code) || isDigit(code) || code === Character.minus;
}

/** The length in code units of the character at `at`; 0 for half a surrogate pair, which is none. */
export function characterLength(text: string, at: number): 0 | 1 | 2 {
  const code = text.charCodeAt(at);
  if (code < 0xd800 || code > 0xdfff) return 1;
  if (code > 0xdbff) return 0;
  const next = text.charCodeAt(at + 1);
  return next >= 0xdc00 && next <= 0xdfff ? 2 : 0;
}

/** The length of the line break at `at`, `\n` or `\r\n`; 0 where there is none. */
export function lineBreakLength(text: string, at: number): 0 | 1 | 2 {
  const code = text.charCodeAt(at);
  if (code === Character.lineFeed) return 1;
  return code === Character.carriageReturn && text.charCodeAt(at + 1) === Character.lineFeed ? 2 : 0;
}
