import { TokenKind } from "../scan/token-kind.ts";
import type { Expression } from "../syntax/expression.ts";
import { parseBinary, precedenceOf } from "./parse-binary.ts";
import { parseOperand } from "./parse-operand.ts";
import type { Parser } from "./parser.ts";
import { problems } from "./problems.ts";

/** A condition whose second result is being parsed: that may be a conditional again, and so on. */
interface Pending {
  readonly condition: Expression;
  readonly whenTrue: Expression;
  /** How many levels both have within them. */
  readonly height: number;
}

/**
 * Parses what follows a condition: `? whenTrue : whenFalse`. After a syntax error the condition alone is returned.
 * @see hashicorp/hcl hclsyntax/parser.go parseTernaryConditional (v2.20.2)
 */
export function parseConditional(p: Parser, condition: Expression): Expression {
  const pending: Pending[] = [];
  let last = condition;
  while (p.peek() === TokenKind.question) {
    p.read();
    const trueMark = p.errorCount;
    const whenTrue = p.expression();
    if (p.isLostSince(trueMark)) return condition;
    if (p.peek() !== TokenKind.colon) {
      const next = p.rangeOf(p.nextIndex);
      p.report(problems.noColon, next, { start: last.start, end: next.end });
      if (p.isRecovering) return condition;
      break;
    }
    p.read();
    pending.push({ condition: last, whenTrue, height: p.takeHeight() });
    const falseMark = p.errorCount;
    last = parseOperand(p);
    if (!p.isLostSince(falseMark) && precedenceOf(p.peek()) > 0) last = parseBinary(p, last);
    if (p.isLostSince(falseMark)) return condition;
  }
  let height = p.takeHeight();
  for (let each = pending.pop(); each !== undefined; each = pending.pop()) {
    if (p.hasGivenUp) break;
    const { condition: asked, whenTrue } = each;
    last = {
      kind: "conditional",
      start: asked.start,
      end: last.end,
      condition: asked,
      whenTrue,
      whenFalse: last,
    };
    height = p.deepen(Math.max(each.height, height));
  }
  p.putHeight(height);
  return last;
}
