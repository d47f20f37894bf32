import { TokenKind } from "../scan/token-kind.ts";
import type { Expression, For, Invalid } from "../syntax/expression.ts";
import type { Parser } from "./parser.ts";
import type { Problem } from "../problem.ts";
import { problems } from "./problems.ts";

/**
 * Parses a `for` expression after its opening bracket, which is the token `open`; `for` comes next. Line breaks are not seen
 * within; they are again at the end.
 * @see hashicorp/hcl hclsyntax/parser.go finishParsingForExpr (v2.20.2)
 */
export function parseFor(p: Parser, open: number, result: For["result"]): Expression {
  p.read();
  const start = p.start(open);
  const closer = result === "object" ? TokenKind.closeBrace : TokenKind.closeBracket;
  if (p.peek() !== TokenKind.identifier) return giveUp(p, closer, start, problems.forVariable);
  let keyName: string | undefined;
  let valueName = p.textOf(p.read());
  if (p.peek() === TokenKind.comma) {
    p.read();
    if (p.peek() !== TokenKind.identifier) return giveUp(p, closer, start, problems.forSecondVariable);
    keyName = valueName;
    valueName = p.textOf(p.read());
  }
  if (!p.isNextWord("in")) return giveUp(p, closer, start, problems.forIn);
  p.read();

  const collectionMark = p.errorCount;
  const collection = p.expression();
  if (p.isLostSince(collectionMark)) return giveUp(p, closer, start);
  if (p.peek() !== TokenKind.colon) return giveUp(p, closer, start, problems.forColon);
  p.read();

  const valueMark = p.errorCount;
  let key: Expression | undefined;
  let value = p.expression();
  if (p.peek() === TokenKind.fatArrow) {
    p.read();
    key = value;
    value = p.expression();
  }
  if (p.isLostSince(valueMark)) return giveUp(p, closer, start);

  const ellipsis = p.peek() === TokenKind.ellipsis ? p.read() : -1;
  let condition: Expression | undefined;
  if (p.isNextWord("if")) {
    p.read();
    const conditionMark = p.errorCount;
    condition = p.expression();
    if (p.isLostSince(conditionMark)) return giveUp(p, closer, start);
  }

  const end = p.end(readCloser(p, closer, start));
  p.popNewlines();
  const expression: For = {
    kind: "for",
    start,
    end,
    result,
    keyName,
    valueName,
    collection,
    key,
    value,
    condition,
    grouping: ellipsis !== -1,
  };
  reportMisfits(p, expression, ellipsis);
  return expression;
}

/** Goes on after the brackets, having said why. */
function giveUp(p: Parser, closer: TokenKind, start: number, problem?: Problem): Invalid {
  const next = p.rangeOf(p.nextIndex);
  if (problem !== undefined) p.reportUnlessRecovering(problem, next, { start, end: next.end });
  const end = p.end(p.recoverAfter(closer));
  p.popNewlines();
  return { kind: "invalid", start, end };
}

/** Reports what does not go with what is made: only objects have keys, and groups of what has the same one. */
function reportMisfits(p: Parser, { result, key, value, start, end }: For, ellipsis: number): void {
  const context = { start, end };
  if (result === "object") {
    if (key === undefined) p.report(problems.forNoKey, value, context);
  } else {
    if (key !== undefined) p.report(problems.forKeyInTuple, key, context);
    if (ellipsis !== -1) p.report(problems.forGroupingInTuple, p.rangeOf(ellipsis), context);
  }
}

function readCloser(p: Parser, closer: TokenKind, start: number): number {
  if (p.peek() === closer) return p.read();
  const next = p.rangeOf(p.nextIndex);
  p.reportUnlessRecovering(problems.forRest, next, { start, end: next.end });
  return p.recoverAfter(closer);
}
