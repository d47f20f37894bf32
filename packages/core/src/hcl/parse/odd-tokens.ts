import { TokenKind } from "../scan/token-kind.ts";
import type { Tokens } from "../scan/tokens.ts";
import type { HclProblem, Problem } from "../problem.ts";
import { problems } from "./problems.ts";
import { maximumProblems } from "./limits.ts";

/**
 * Reports the tokens that are in no HCL, wherever they stand. Some kinds are reported a few times only, since one mistake
 * makes many of them. `offset` is where the text of the tokens begins in the one that places are of.
 * @see hashicorp/hcl hclsyntax/token.go checkInvalidTokens (v2.20.2)
 */
export function reportOddTokens(tokens: Tokens, offset: number): HclProblem[] {
  const found: HclProblem[] = [];
  const seen = new Map<TokenKind, number>();
  for (let index = 0; index < tokens.count; index++) {
    const kind = tokens.kind(index);
    if (kind < TokenKind.bitwise) continue;
    const count = seen.get(kind) ?? 0;
    seen.set(kind, count + 1);
    const problem = problemOf(kind, count, tokens, index);
    if (problem === undefined) continue;
    if (found.length === maximumProblems) break;
    found.push({
      ...problem,
      subject: { start: tokens.start(index) + offset, end: tokens.end(index) + offset },
    });
  }
  return found;
}

/** The problem with a token of which `count` of the same kind came before it. */
function problemOf(kind: TokenKind, count: number, tokens: Tokens, index: number): Problem | undefined {
  switch (kind) {
    case TokenKind.bitwise:
      return count < 4 ? problems.bitwise(tokens.textOf(index)) : undefined;
    // Not the ones that end what the first and the third begin.
    case TokenKind.backtick:
      return count === 0 || count === 2 ? problems.backtick : undefined;
    case TokenKind.apostrophe:
      return count === 0 || count === 2 ? problems.apostrophe : undefined;
    case TokenKind.semicolon:
      return count === 0 ? problems.semicolon : undefined;
    case TokenKind.badCharacter:
      return count === 0 ? problems.notUtf8 : undefined;
    case TokenKind.quotedNewline:
      return problems.quotedNewline;
    default: {
      const character = tokens.textOf(index);
      return character === "“" || character === "”"
        ? problems.curlyQuote
        : problems.unknownCharacter(character);
    }
  }
}
