import { parseBinary, precedenceOf } from "./parse-binary.ts";
import { parseConditional } from "./parse-conditional.ts";
import { parseOperand } from "./parse-operand.ts";
import { Parser } from "./parser.ts";
import { TokenKind } from "../scan/token-kind.ts";
import type { Expression } from "../syntax/expression.ts";

/**
 * A parser of HCL's native syntax with all its parts. Where an expression stands within another, three calls are on the stack:
 * the one here, that of the operand, and that of its kind; so that the stack holds all levels that are allowed.
 */
export class HclParser extends Parser {
  override expression(): Expression {
    const siblings = this.enter();
    const mark = this.errorCount;
    let result = parseOperand(this);
    if (!this.isLostSince(mark)) {
      if (precedenceOf(this.peek()) > 0) result = parseBinary(this, result);
      if (this.peek() === TokenKind.question && !this.isLostSince(mark))
        result = parseConditional(this, result);
    }
    this.leave(siblings);
    return result;
  }
}
