import { TokenKind } from "../scan/token-kind.ts";
import type { BlockLabel } from "../syntax/body.ts";
import { decodeText } from "./decode-text.ts";
import type { Parser } from "./parser.ts";
import { problems } from "./problems.ts";

/**
 * Parses the label of a block in quotes, which cannot hold expressions.
 * @see hashicorp/hcl hclsyntax/parser.go parseQuotedStringLiteral (v2.20.2)
 */
export function parseLabel(p: Parser): BlockLabel {
  const start = p.start(p.read());
  let value = "";
  for (;;) {
    const kind = p.peek();
    const index = p.read();
    const range = p.rangeOf(index);
    const context = { start, end: range.end };
    const label: BlockLabel = { kind: "label", start, end: range.end, value, form: "quoted" };
    switch (kind) {
      case TokenKind.closeQuote:
        return label;
      case TokenKind.quotedText:
        value += decodeText(p, index, "quoted");
        break;
      case TokenKind.openInterpolation:
      case TokenKind.openDirective: {
        const sign = kind === TokenKind.openInterpolation ? "$" : "%";
        p.report(problems.sequenceInLabel(sign), range, context);
        value += `${sign}{ ... }`;
        p.recoverAfter(TokenKind.closeSequence);
        break;
      }
      case TokenKind.endOfFile:
        p.report(problems.unclosedText, range, context);
        return label;
      default:
        p.report(problems.notInText, range, context);
        p.recoverAfter(TokenKind.closeQuote);
        return label;
    }
  }
}
