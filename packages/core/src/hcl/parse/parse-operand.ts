import { TokenKind } from "../scan/token-kind.ts";
import type { Expression, UnaryOperator } from "../syntax/expression.ts";
import { parseCall } from "./parse-call.ts";
import { parseObject, parseTuple } from "./parse-collection.ts";
import { parseNumber } from "./parse-number.ts";
import { parseSteps } from "./parse-steps.ts";
import { parseTemplate } from "./parse-template.ts";
import type { Parser } from "./parser.ts";
import { problems } from "./problems.ts";

/**
 * Parses one operand: a term and the steps that lead on from it. A sign before it is part of it; it binds more than every
 * operator, but less than steps: `-a.b + c` is `(-(a.b)) + c`.
 * @see hashicorp/hcl hclsyntax/parser.go parseExpressionWithTraversals, parseExpressionTerm (v2.20.2)
 */
export function parseOperand(p: Parser): Expression {
  const signs = p.peek() === TokenKind.minus || p.peek() === TokenKind.bang ? readSigns(p) : undefined;
  let operand: Expression;
  switch (p.peek()) {
    case TokenKind.openQuote:
      operand = parseTemplate(p, "quoted");
      break;
    case TokenKind.identifier: {
      const name = p.read();
      const isCall = p.peek() === TokenKind.openParenthesis || p.peek() === TokenKind.doubleColon;
      operand = isCall ? parseCall(p, name) : nameAlone(p, name);
      break;
    }
    case TokenKind.number:
      operand = parseNumber(p, p.read());
      break;
    case TokenKind.openBracket:
      operand = parseTuple(p);
      break;
    case TokenKind.openBrace:
      operand = parseObject(p);
      break;
    case TokenKind.openHeredoc:
      operand = parseTemplate(p, p.textOf(p.nextIndex).startsWith("<<-") ? "flush-heredoc" : "heredoc");
      break;
    case TokenKind.openParenthesis:
      operand = parseParentheses(p);
      break;
    default:
      operand = missing(p);
  }
  if (p.peek() === TokenKind.dot || p.peek() === TokenKind.openBracket) operand = parseSteps(p, operand);
  return signs === undefined ? operand : withSigns(p, signs, operand);
}

/** Reads the signs before an operand. */
function readSigns(p: Parser): number[] {
  const signs: number[] = [];
  while (p.peek() === TokenKind.minus || p.peek() === TokenKind.bang) signs.push(p.read());
  return signs;
}

function withSigns(p: Parser, signs: readonly number[], operand: Expression): Expression {
  let height = p.takeHeight();
  let result = operand;
  for (const sign of signs.toReversed()) {
    if (p.hasGivenUp) break;
    const operator: UnaryOperator = p.kind(sign) === TokenKind.minus ? "-" : "!";
    result = { kind: "unary", start: p.start(sign), end: operand.end, operator, operand: result };
    height = p.deepen(height);
  }
  p.putHeight(height);
  return result;
}

/** The expression that a name is where it calls no function. */
function nameAlone(p: Parser, index: number): Expression {
  const start = p.start(index);
  const end = p.end(index);
  const name = p.textOf(index);
  switch (name) {
    case "true":
      return { kind: "boolean", start, end, value: true };
    case "false":
      return { kind: "boolean", start, end, value: false };
    case "null":
      return { kind: "null", start, end };
    default:
      return { kind: "reference", start, end, name, steps: [] };
  }
}

function parseParentheses(p: Parser): Expression {
  const start = p.start(p.read());
  p.pushNewlines(false);
  const mark = p.errorCount;
  const inner = p.expression();
  if (p.errorCount > mark) {
    p.recoverAfter(TokenKind.closeParenthesis);
    p.popNewlines();
    return inner;
  }
  if (p.peek() !== TokenKind.closeParenthesis) {
    const next = p.rangeOf(p.nextIndex);
    p.report(problems.unclosedParentheses, next, { start, end: next.end });
    p.isRecovering = true;
  }
  const end = p.end(p.read());
  p.popNewlines();
  return { kind: "parentheses", start, end, inner };
}

/** Stands where no value begins. */
function missing(p: Parser): Expression {
  const range = p.rangeOf(p.nextIndex);
  const isEnd = p.peek() === TokenKind.endOfFile;
  p.reportUnlessRecovering(isEnd ? problems.noExpressionAtEnd : problems.noExpression, range);
  p.isRecovering = true;
  return { kind: "invalid", ...range };
}
