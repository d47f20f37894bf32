import { didYouMean } from "../../diagnostics/did-you-mean.ts";
import { TokenKind } from "../scan/token-kind.ts";
import type { TextRange } from "../syntax/text-range.ts";
import type { Parser } from "./parser.ts";
import type { Problem } from "../problem.ts";
import { problems } from "./problems.ts";
import type { TemplatePiece } from "./template-piece.ts";

const directives = ["if", "for", "else", "endif", "endfor"];

/**
 * Parses a directive after its opening mark, which is at `start`, in a template whose first token is at `first`; whether its end
 * strips the text behind it.
 * @see hashicorp/hcl hclsyntax/parser_template.go parseTemplateParts (v2.20.2)
 */
export function parseDirective(p: Parser, start: number, first: TextRange, pieces: TemplatePiece[]): boolean {
  const word = p.nextIndex;
  const wordRange = p.rangeOf(word);
  const context = { start, end: wordRange.end };
  if (p.peek() !== TokenKind.identifier) return skip(p, problems.noDirective, wordRange, context);
  p.read();
  const name = p.textOf(word);
  switch (name) {
    case "if": {
      const condition = p.expression();
      pieces.push({ kind: "if", start, end: p.end(p.nextIndex), condition });
      break;
    }
    case "else":
    case "endif":
    case "endfor":
      pieces.push({ kind: name, start, end: p.end(p.nextIndex) });
      break;
    case "for": {
      const problem = parseFor(p, start, pieces);
      if (problem !== undefined) return skip(p, problem, p.rangeOf(p.nextIndex));
      break;
    }
    default:
      return skip(p, problems.unknownDirective(name, didYouMean(name, directives)), wordRange, context);
  }
  const close = p.rangeOf(p.nextIndex);
  if (p.peek() !== TokenKind.closeSequence) {
    return skip(p, problems.restInDirective(name), close, { start: first.start, end: close.end });
  }
  return p.lengthOf(p.read()) === 2;
}

/** Parses a `for` after its name; what is wrong with the next token, if something is. */
function parseFor(p: Parser, start: number, pieces: TemplatePiece[]): Problem | undefined {
  if (p.peek() !== TokenKind.identifier) return problems.directiveForVariable;
  let keyName: string | undefined;
  let valueName = p.textOf(p.read());
  if (p.peek() === TokenKind.comma) {
    p.read();
    if (p.peek() !== TokenKind.identifier) return problems.directiveForSecondVariable;
    keyName = valueName;
    valueName = p.textOf(p.read());
  }
  if (!p.isNextWord("in")) return problems.directiveForIn;
  p.read();
  const collection = p.expression();
  pieces.push({ kind: "for", start, end: p.end(p.nextIndex), keyName, valueName, collection });
  return undefined;
}

function skip(p: Parser, problem: Problem, subject: TextRange, context?: TextRange): false {
  p.reportUnlessRecovering(problem, subject, context);
  p.recoverAfter(TokenKind.closeSequence);
  return false;
}
