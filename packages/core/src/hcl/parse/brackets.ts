import { TokenKind } from "../scan/token-kind.ts";

/** The closing bracket of an opening one, and the other way round; the end of the file where the token is no bracket. */
export function oppositeOf(kind: TokenKind): TokenKind {
  switch (kind) {
    case TokenKind.openBrace:
      return TokenKind.closeBrace;
    case TokenKind.closeBrace:
      return TokenKind.openBrace;
    case TokenKind.openBracket:
      return TokenKind.closeBracket;
    case TokenKind.closeBracket:
      return TokenKind.openBracket;
    case TokenKind.openParenthesis:
      return TokenKind.closeParenthesis;
    case TokenKind.closeParenthesis:
      return TokenKind.openParenthesis;
    case TokenKind.openQuote:
      return TokenKind.closeQuote;
    case TokenKind.closeQuote:
      return TokenKind.openQuote;
    case TokenKind.openHeredoc:
      return TokenKind.closeHeredoc;
    case TokenKind.closeHeredoc:
      return TokenKind.openHeredoc;
    case TokenKind.openInterpolation:
    case TokenKind.openDirective:
      return TokenKind.closeSequence;
    case TokenKind.closeSequence:
      return TokenKind.openInterpolation;
    default:
      return TokenKind.endOfFile;
  }
}

/** Whether `closer` closes what `opener` has opened. */
export function isCloserOf(closer: TokenKind, opener: TokenKind | undefined): boolean {
  return opener !== undefined && oppositeOf(opener) === closer;
}
