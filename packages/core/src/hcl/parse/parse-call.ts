import { TokenKind } from "../scan/token-kind.ts";
import type { Expression, Invalid } from "../syntax/expression.ts";
import type { Parser } from "./parser.ts";
import { problems } from "./problems.ts";

/**
 * Parses a call whose name, or the first part of it, is the token `first` and has been read.
 * @see hashicorp/hcl hclsyntax/parser.go finishParsingFunctionCall (v2.20.2)
 */
export function parseCall(p: Parser, first: number): Expression {
  const start = p.start(first);
  let name = p.textOf(first);
  let nameEnd = p.end(first);
  while (p.peek() === TokenKind.doubleColon) {
    p.read();
    const isName = p.peek() === TokenKind.identifier;
    const part = p.read();
    if (!isName) return invalidCall(p, start, part, problems.noFunctionName);
    name += `::${p.textOf(part)}`;
    nameEnd = p.end(part);
  }
  const isOpen = p.peek() === TokenKind.openParenthesis;
  const open = p.read();
  if (!isOpen) return invalidCall(p, start, open, problems.noOpenParenthesis);

  p.pushNewlines(false);
  const args: Expression[] = [];
  let spread = false;
  let close = -1;
  while (close === -1) {
    if (p.peek() === TokenKind.closeParenthesis) {
      close = p.read();
      break;
    }
    const mark = p.errorCount;
    args.push(p.expression());
    if (p.isLostSince(mark)) {
      close = p.recoverAfter(TokenKind.closeParenthesis);
    } else if (p.peek() === TokenKind.comma) {
      p.read();
    } else if (p.peek() === TokenKind.ellipsis) {
      spread = true;
      close = closeAfterSpread(p, start);
    } else if (p.peek() !== TokenKind.closeParenthesis) {
      reportNoSeparator(p, start, open);
      close = p.recoverAfter(TokenKind.closeParenthesis);
    }
  }
  p.popNewlines();
  const isClosed = p.kind(close) === TokenKind.closeParenthesis;
  return {
    kind: "call",
    start,
    end: p.end(close),
    name,
    arguments: args,
    spread,
    nameEnd,
    open: p.start(open),
    close: isClosed ? p.start(close) : -1,
  };
}

function invalidCall(
  p: Parser,
  start: number,
  token: number,
  problem: typeof problems.noFunctionName | typeof problems.noOpenParenthesis,
): Invalid {
  const { end } = p.rangeOf(token);
  p.report(problem, p.rangeOf(token), { start, end });
  p.recoverOver(TokenKind.openParenthesis);
  return { kind: "invalid", start, end };
}

/** Reads what stands where a comma or the end of the call should, and reports it. */
function reportNoSeparator(p: Parser, start: number, open: number): void {
  const isEnd = p.peek() === TokenKind.endOfFile;
  const range = p.rangeOf(p.read());
  if (isEnd) p.report(problems.unclosedCall, { start, end: p.end(open) });
  else p.report(problems.noArgumentSeparator, range, { start, end: range.end });
}

/** Reads "..." and the end of the call, which has to come next. */
function closeAfterSpread(p: Parser, start: number): number {
  const range = p.rangeOf(p.read());
  if (p.peek() === TokenKind.closeParenthesis) return p.read();
  p.reportUnlessRecovering(problems.restAfterSpread, range, { start, end: range.end });
  return p.recoverAfter(TokenKind.closeParenthesis);
}
