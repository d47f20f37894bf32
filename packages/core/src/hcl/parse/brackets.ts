import { TokenKind } from "../scan/token-kind.ts";

/** Openers with their closers. Of two openers with one closer, the last is the closer's opposite: the interpolation. */
const pairs = [
  [TokenKind.openBrace, TokenKind.closeBrace],
  [TokenKind.openBracket, TokenKind.closeBracket],
  [TokenKind.openParenthesis, TokenKind.closeParenthesis],
  [TokenKind.openQuote, TokenKind.closeQuote],
  [TokenKind.openHeredoc, TokenKind.closeHeredoc],
  [TokenKind.openDirective, TokenKind.closeSequence],
  [TokenKind.openInterpolation, TokenKind.closeSequence],
] as const;

const opposites: ReadonlyMap<TokenKind, TokenKind> = new Map(
  pairs.flatMap(([opener, closer]) => [
    [opener, closer],
    [closer, opener],
  ]),
);

/** The closing bracket of an opening one, and the other way round; the end of the file where the token is no bracket. */
export function oppositeOf(kind: TokenKind): TokenKind {
  return opposites.get(kind) ?? TokenKind.endOfFile;
}

/** Whether `closer` closes what `opener` has opened. */
export function isCloserOf(closer: TokenKind, opener: TokenKind | undefined): boolean {
  return opener !== undefined && oppositeOf(opener) === closer;
}
