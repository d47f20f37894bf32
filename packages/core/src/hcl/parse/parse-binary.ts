import { TokenKind } from "../scan/token-kind.ts";
import type { BinaryOperator, Expression } from "../syntax/expression.ts";
import { parseOperand } from "./parse-operand.ts";
import type { Parser } from "./parser.ts";

/** A part of an expression that waits for the operators behind it to be known. */
interface Pending {
  readonly expression: Expression;
  /** How many levels it has within it. */
  readonly height: number;
  /** The operator behind it. */
  readonly operator: BinaryOperator;
  readonly precedence: number;
}

/**
 * Parses the operators and operands that follow `first`. What binds more is put together first, and what binds alike from
 * left to right. After a syntax error the part before it is returned.
 * @see hashicorp/hcl hclsyntax/parser.go parseBinaryOps (v2.20.2)
 */
export function parseBinary(p: Parser, first: Expression): Expression {
  const pending: Pending[] = [];
  let last = first;
  let height = p.takeHeight();
  for (;;) {
    const operator = operators.get(p.peek());
    const precedence = operator?.precedence ?? 0;
    for (
      let left = pending.at(-1);
      left !== undefined && left.precedence >= precedence;
      left = pending.at(-1)
    ) {
      pending.pop();
      last = {
        kind: "binary",
        start: left.expression.start,
        end: last.end,
        operator: left.operator,
        left: left.expression,
        right: last,
      };
      height = p.deepen(Math.max(left.height, height));
    }
    if (operator === undefined) break;
    p.read();
    pending.push({ expression: last, height, operator: operator.sign, precedence });
    const mark = p.errorCount;
    last = parseOperand(p);
    height = p.takeHeight();
    if (p.isLostSince(mark)) {
      const [before] = pending;
      last = before?.expression ?? last;
      break;
    }
  }
  p.putHeight(height);
  return last;
}

/** How much an operator binds, from 1; 0 for other tokens. */
export function precedenceOf(kind: TokenKind): number {
  return operators.get(kind)?.precedence ?? 0;
}

/** @see hashicorp/hcl hclsyntax/expression_ops.go binaryOps (v2.20.2) */
const operators: ReadonlyMap<TokenKind, { readonly sign: BinaryOperator; readonly precedence: number }> =
  new Map([
    [TokenKind.or, { sign: "||", precedence: 1 }],
    [TokenKind.and, { sign: "&&", precedence: 2 }],
    [TokenKind.equalEqual, { sign: "==", precedence: 3 }],
    [TokenKind.notEqual, { sign: "!=", precedence: 3 }],
    [TokenKind.greater, { sign: ">", precedence: 4 }],
    [TokenKind.greaterEqual, { sign: ">=", precedence: 4 }],
    [TokenKind.less, { sign: "<", precedence: 4 }],
    [TokenKind.lessEqual, { sign: "<=", precedence: 4 }],
    [TokenKind.plus, { sign: "+", precedence: 5 }],
    [TokenKind.minus, { sign: "-", precedence: 5 }],
    [TokenKind.star, { sign: "*", precedence: 6 }],
    [TokenKind.slash, { sign: "/", precedence: 6 }],
    [TokenKind.percent, { sign: "%", precedence: 6 }],
  ]);
