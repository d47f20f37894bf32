import { TokenKind } from "../scan/token-kind.ts";
import type { Tokens } from "../scan/tokens.ts";

/** How much further in a token leads: 1 for opening brackets, -1 for closing ones, 0 for all else. */
export function depthChange(kind: TokenKind): number {
  return opening.has(kind) ? 1 : closing.has(kind) ? -1 : 0;
}

/**
 * Whether a blank belongs between two neighbouring tokens of a cell, `subject` and `after`; `before` comes before both.
 * @see hashicorp/hcl hclwrite/format.go spaceAfterToken (v2.20.2)
 */
export function isApart(tokens: Tokens, before: number | undefined, subject: number, after: number): boolean {
  const kind = tokens.kind(subject);
  const next = tokens.kind(after);
  const previous = before === undefined ? undefined : tokens.kind(before);
  if (next === TokenKind.newline) return false;
  if (kind === TokenKind.identifier && next === TokenKind.openParenthesis) return false;
  if (kind === TokenKind.identifier && next === TokenKind.doubleColon) return false;
  if (kind === TokenKind.doubleColon && next === TokenKind.identifier) return false;
  if (kind === TokenKind.dot || next === TokenKind.dot) return false;
  if (next === TokenKind.comma || next === TokenKind.ellipsis) return false;
  if (kind === TokenKind.comma) return true;
  if (beforeText.has(kind) || afterText.has(next)) return false;
  // `for x in [1]`: no index of something called "in".
  if (kind === TokenKind.identifier && previous === TokenKind.identifier && tokens.textOf(subject) === "in") {
    return true;
  }
  if (next === TokenKind.openBracket && (indexed.has(kind) || depthChange(kind) < 0)) return false;
  if (kind === TokenKind.bang) return false;
  // A sign, and no operator, where nothing is before it that could be an operand.
  if (kind === TokenKind.minus) return previous !== undefined && !beforeSign.has(previous);
  if (kind === TokenKind.openBrace || next === TokenKind.closeBrace) {
    return !(kind === TokenKind.openBrace && next === TokenKind.closeBrace);
  }
  // `${ { a = 1 }.a }`
  if (opensSequence(kind) && next === TokenKind.openBrace) return true;
  if (kind === TokenKind.closeBrace && next === TokenKind.closeSequence) return true;
  if (kind === TokenKind.closeSequence && opensSequence(next)) return false;
  return depthChange(kind) <= 0 && depthChange(next) >= 0;
}

function opensSequence(kind: TokenKind): boolean {
  return kind === TokenKind.openInterpolation || kind === TokenKind.openDirective;
}

type Kinds = ReadonlySet<TokenKind>;

const opening: Kinds = new Set([
  TokenKind.openBrace,
  TokenKind.openBracket,
  TokenKind.openParenthesis,
  TokenKind.openDirective,
  TokenKind.openInterpolation,
]);

const closing: Kinds = new Set([
  TokenKind.closeBrace,
  TokenKind.closeBracket,
  TokenKind.closeParenthesis,
  TokenKind.closeSequence,
]);

const beforeText: Kinds = new Set([
  TokenKind.quotedText,
  TokenKind.text,
  TokenKind.openQuote,
  TokenKind.openHeredoc,
]);

const afterText: Kinds = new Set([
  TokenKind.quotedText,
  TokenKind.text,
  TokenKind.closeQuote,
  TokenKind.closeHeredoc,
]);

const indexed: Kinds = new Set([TokenKind.identifier, TokenKind.number]);

const beforeSign: Kinds = new Set([
  TokenKind.openParenthesis,
  TokenKind.openBrace,
  TokenKind.openBracket,
  TokenKind.equal,
  TokenKind.colon,
  TokenKind.comma,
  TokenKind.question,
  TokenKind.plus,
  TokenKind.star,
  TokenKind.slash,
  TokenKind.percent,
  TokenKind.minus,
  TokenKind.equalEqual,
  TokenKind.notEqual,
  TokenKind.greater,
  TokenKind.greaterEqual,
  TokenKind.less,
  TokenKind.lessEqual,
  TokenKind.and,
  TokenKind.or,
  TokenKind.bang,
]);
