import { TokenKind } from "../scan/token-kind.ts";
import type { Expression, ObjectEntry } from "../syntax/expression.ts";
import type { TextRange } from "../syntax/text-range.ts";
import { parseFor } from "./parse-for.ts";
import type { Parser } from "./parser.ts";
import { problems } from "./problems.ts";

/**
 * Parses a list, or the `for` expression that makes one.
 * @see hashicorp/hcl hclsyntax/parser.go parseTupleCons (v2.20.2)
 */
export function parseTuple(p: Parser): Expression {
  const open = p.read();
  p.pushNewlines(false);
  if (p.isNextWord("for")) return parseFor(p, open, "tuple");

  const items: Expression[] = [];
  let close = -1;
  while (close === -1) {
    if (p.peek() === TokenKind.closeBracket) {
      close = p.read();
      break;
    }
    const mark = p.errorCount;
    items.push(p.expression());
    if (p.isLostSince(mark)) {
      close = p.recoverAfter(TokenKind.closeBracket);
    } else if (p.peek() === TokenKind.comma) {
      p.read();
    } else if (p.peek() !== TokenKind.closeBracket) {
      reportNoItem(p, p.rangeOf(open));
      close = p.recoverAfter(TokenKind.closeBracket);
    }
  }
  p.popNewlines();
  return { kind: "tuple", start: p.start(open), end: p.end(close), items };
}

function reportNoItem(p: Parser, open: TextRange): void {
  const next = p.rangeOf(p.nextIndex);
  if (p.peek() === TokenKind.endOfFile) p.reportUnlessRecovering(problems.unclosedTuple, open);
  else p.reportUnlessRecovering(problems.noItemSeparator, next, { start: open.start, end: next.end });
}

/**
 * Parses an object, or the `for` expression that makes one. Line breaks separate entries, but mean nothing in a `for`.
 * @see hashicorp/hcl hclsyntax/parser.go parseObjectCons (v2.20.2)
 */
export function parseObject(p: Parser): Expression {
  const open = p.read();
  p.pushNewlines(false);
  if (p.isNextWord("for")) return parseFor(p, open, "object");
  p.popNewlines();

  p.pushNewlines(true);
  const entries: ObjectEntry[] = [];
  let close = -1;
  while (close === -1) {
    if (p.peek() === TokenKind.newline) {
      p.read();
    } else if (p.peek() === TokenKind.closeBrace) {
      close = p.read();
    } else {
      const mark = p.errorCount;
      const key = p.expression();
      if (!p.isLostSince(mark) && isValueNext(p, p.rangeOf(open))) {
        p.read();
        const valueMark = p.errorCount;
        const value = p.expression();
        if (!p.isLostSince(valueMark)) {
          entries.push({ kind: "entry", start: key.start, end: value.end, key, value });
          if (isEntryOver(p, p.rangeOf(open))) continue;
        }
      }
      close = p.recoverAfter(TokenKind.closeBrace);
    }
  }
  p.popNewlines();
  return { kind: "object", start: p.start(open), end: p.end(close), entries };
}

function isValueNext(p: Parser, open: TextRange): boolean {
  if (p.peek() === TokenKind.equal || p.peek() === TokenKind.colon) return true;
  reportNoValue(p, open);
  return false;
}

function reportNoValue(p: Parser, open: TextRange): void {
  const next = p.rangeOf(p.nextIndex);
  const context = { start: open.start, end: next.end };
  switch (p.peek()) {
    case TokenKind.newline:
    case TokenKind.comma:
      return p.reportUnlessRecovering(problems.noEntryValue, next, context);
    case TokenKind.identifier:
      return p.reportUnlessRecovering(problems.noKeySeparatorAfterName, next, context);
    case TokenKind.endOfFile:
      return p.reportUnlessRecovering(problems.unclosedObject, open);
    default:
      return p.reportUnlessRecovering(problems.noKeySeparator, next, context);
  }
}

/** Reads what separates entries, if it is there; what ends the object stays. */
function isEntryOver(p: Parser, open: TextRange): boolean {
  if (p.peek() === TokenKind.closeBrace) return true;
  if (p.peek() === TokenKind.comma || p.peek() === TokenKind.newline) {
    p.read();
    return true;
  }
  const next = p.rangeOf(p.nextIndex);
  if (p.peek() === TokenKind.endOfFile) p.reportUnlessRecovering(problems.unclosedObject, open);
  else p.reportUnlessRecovering(problems.noEntrySeparator, next, { start: open.start, end: next.end });
  return false;
}
