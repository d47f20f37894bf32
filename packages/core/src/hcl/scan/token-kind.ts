/**
 * The kinds of tokens, as small numbers: tokens are kept in arrays of numbers, since a file has many. Spaces and tabs
 * between tokens are no tokens.
 * @see hashicorp/hcl hclsyntax/token.go (v2.20.2)
 */
export const TokenKind = {
  /** Line breaks, and comments that end with theirs (`#`, `//`). The parser passes over both in brackets. */
  newline: 0,
  lineComment: 1,
  /** `/* … *\/`, and a comment at the end of the file that no line break ends. */
  comment: 2,

  endOfFile: 3,
  identifier: 4,
  number: 5,

  openBrace: 6,
  closeBrace: 7,
  openBracket: 8,
  closeBracket: 9,
  openParenthesis: 10,
  closeParenthesis: 11,
  openQuote: 12,
  closeQuote: 13,
  /** `<<X` with its line break. */
  openHeredoc: 14,
  /** The line that ends a heredoc, without its line break. */
  closeHeredoc: 15,
  /** `${` or `${~`. */
  openInterpolation: 16,
  /** `%{` or `%{~`. */
  openDirective: 17,
  /** `}` or `~}` at the end of an interpolation or directive. */
  closeSequence: 18,

  /** Literal text in quotes, where backslashes begin escapes. */
  quotedText: 19,
  /** Literal text in a heredoc, at most a line of it, or in a bare template. */
  text: 20,

  plus: 21,
  minus: 22,
  star: 23,
  slash: 24,
  percent: 25,
  equal: 26,
  equalEqual: 27,
  notEqual: 28,
  less: 29,
  lessEqual: 30,
  greater: 31,
  greaterEqual: 32,
  and: 33,
  or: 34,
  bang: 35,
  question: 36,
  colon: 37,
  doubleColon: 38,
  dot: 39,
  comma: 40,
  ellipsis: 41,
  fatArrow: 42,

  // Signs that HCL does not have, named so that the message can say what is meant.
  bitwise: 43,
  apostrophe: 44,
  backtick: 45,
  semicolon: 46,
  /** Line breaks within quotes. */
  quotedNewline: 47,
  /** No character at all: half a surrogate pair. */
  badCharacter: 48,
  invalid: 49,
} as const;

/** One of the numbers in `TokenKind`. */
export type TokenKind = (typeof TokenKind)[keyof typeof TokenKind];
