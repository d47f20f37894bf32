import { TokenKind } from "../scan/token-kind.ts";
import type { Attribute, Block, BlockLabel, Body, BodyItem } from "../syntax/body.ts";
import type { TextRange } from "../syntax/text-range.ts";
import { parseLabel } from "./parse-label.ts";
import type { Parser } from "./parser.ts";
import { problems } from "./problems.ts";

/**
 * Parses arguments and blocks up to `closer`, which is read: the end of the file, or the brace that closes a block.
 * @see hashicorp/hcl hclsyntax/parser.go ParseBody (v2.20.2)
 */
export function parseBody(p: Parser, closer: TokenKind): Body {
  const items: BodyItem[] = [];
  const opener = p.rangeOf(p.previousIndex);
  const attributes = new Map<string, Attribute>();
  for (;;) {
    if (p.peek() === closer) return body(opener, p.end(p.read()), items);
    if (p.peek() === TokenKind.newline) {
      p.read();
    } else if (p.peek() === TokenKind.identifier) {
      const name = p.read();
      switch (p.peek()) {
        case TokenKind.equal:
          items.push(noteAttribute(p, parseAttribute(p, name, "line"), attributes));
          break;
        case TokenKind.openQuote:
        case TokenKind.openBrace:
        case TokenKind.identifier:
          items.push(parseBlock(p, name));
          break;
        default:
          p.recoverAfterItem();
          p.report(problems.nameAlone(p.textOf(name)), p.rangeOf(name));
      }
    } else {
      reportNoItem(p, closer, opener);
      const end = p.end(p.previousIndex);
      p.recoverAfter(closer);
      return body(opener, end, items);
    }
  }
}

function body({ start }: TextRange, end: number, items: readonly BodyItem[]): Body {
  return { kind: "body", start, end, items };
}

/** Remembers which attributes are set; the first of a name counts. */
function noteAttribute(p: Parser, attribute: Attribute, attributes: Map<string, Attribute>): Attribute {
  const { name, start } = attribute;
  const existing = attributes.get(name);
  if (existing === undefined) attributes.set(name, attribute);
  else p.report(problems.setTwice(name, p.lineOf(existing.start)), { start, end: start + name.length });
  return attribute;
}

/** Reads what begins no item, and says so. */
function reportNoItem(p: Parser, closer: TokenKind, opener: TextRange): void {
  const kind = p.peek();
  const range = p.rangeOf(p.read());
  if (kind === TokenKind.openQuote) {
    p.reportUnlessRecovering(problems.quotedName, range);
  } else if (kind === TokenKind.endOfFile) {
    const isBlock = closer === TokenKind.closeBrace;
    p.reportUnlessRecovering(isBlock ? problems.unclosedBlock : problems.unclosedBody, opener);
  } else {
    p.reportUnlessRecovering(problems.notAnItem, range);
  }
}

/** Parses the rest of an attribute: to the end of its line or, in a block on one line, of its value. */
function parseAttribute(p: Parser, name: number, extent: "line" | "value"): Attribute {
  const equals = p.start(p.read());
  const mark = p.errorCount;
  const value = p.expression();
  const end = p.end(p.previousIndex);
  if (p.isLostSince(mark)) {
    p.recoverAfterItem();
  } else if (extent === "line") {
    if (p.peek() === TokenKind.newline || p.peek() === TokenKind.endOfFile) {
      p.read();
    } else {
      const next = p.rangeOf(p.nextIndex);
      p.reportUnlessRecovering(
        p.peek() === TokenKind.comma ? problems.commaAfterArgument : problems.noNewline,
        next,
        { start: p.start(name), end: next.end },
      );
      p.recoverAfterItem();
    }
  }
  return { kind: "attribute", start: p.start(name), end, name: p.textOf(name), equals, value };
}

function parseBlock(p: Parser, name: number): Block {
  const start = p.start(name);
  const type = p.textOf(name);
  const labels: BlockLabel[] = [];
  while (p.peek() !== TokenKind.openBrace) {
    if (p.peek() === TokenKind.openQuote) {
      labels.push(parseLabel(p));
    } else if (p.peek() === TokenKind.identifier) {
      const label = p.read();
      labels.push({ kind: "label", ...p.rangeOf(label), value: p.textOf(label), form: "bare" });
    } else {
      reportNoBrace(p, start);
      p.recoverAfterItem();
      const range = p.rangeOf(name);
      return { kind: "block", ...range, type, labels, body: body(range, range.end, []), open: -1 };
    }
  }
  const open = p.rangeOf(p.read());
  const siblings = p.enter();
  const isOnLines =
    p.peek() === TokenKind.newline || p.peek() === TokenKind.endOfFile || p.peek() === TokenKind.closeBrace;
  const content = isOnLines ? parseBody(p, TokenKind.closeBrace) : parseOneLine(p, start, open);
  p.leave(siblings);
  const end = p.end(p.previousIndex);
  if (p.peek() === TokenKind.newline || p.peek() === TokenKind.endOfFile) {
    p.read();
  } else {
    const next = p.rangeOf(p.nextIndex);
    p.reportUnlessRecovering(problems.noNewlineAfterBlock, next, { start, end: next.end });
    p.recoverAfterItem();
  }
  return {
    kind: "block",
    start,
    end,
    type,
    labels,
    body: content ?? body(open, end, []),
    open: open.start,
  };
}

function reportNoBrace(p: Parser, start: number): void {
  const next = p.rangeOf(p.nextIndex);
  const context = { start, end: next.end };
  if (p.peek() === TokenKind.equal) p.report(problems.equalsInBlock, next, context);
  else if (p.peek() === TokenKind.newline) p.report(problems.noBraceOnLine, next, context);
  else p.reportUnlessRecovering(problems.neitherLabelNorBrace, next, context);
}

/** Parses the inside of a block on one line, and reads its closing brace. */
function parseOneLine(p: Parser, blockStart: number, open: TextRange): Body | undefined {
  const first = p.problems.length;
  const content = parseSingleAttribute(p);
  if (p.peek() === TokenKind.closeBrace) {
    p.read();
    return content;
  }
  // HCL reports how the block goes on before what is wrong within it.
  const within = p.problems.splice(first);
  const next = p.rangeOf(p.nextIndex);
  if (p.peek() === TokenKind.comma) {
    p.report(problems.commaInBlock, next);
  } else if (p.peek() === TokenKind.newline) {
    p.report(problems.newlineInBlock, next);
  } else if (p.peek() === TokenKind.endOfFile) {
    p.reportUnlessRecovering(problems.unclosedBlock, open, { start: blockStart, end: open.end });
  } else {
    p.reportUnlessRecovering(problems.restInBlock, next);
  }
  p.problems.push(...within);
  p.recoverAfter(TokenKind.closeBrace);
  return content;
}

function parseSingleAttribute(p: Parser): Body | undefined {
  const kind = p.peek();
  const name = p.read();
  const range = p.rangeOf(name);
  if (kind === TokenKind.identifier && p.peek() === TokenKind.equal) {
    const attribute = parseAttribute(p, name, "value");
    return { kind: "body", start: attribute.start, end: attribute.end, items: [attribute] };
  }
  const beginsBlock =
    p.peek() === TokenKind.openQuote || p.peek() === TokenKind.openBrace || p.peek() === TokenKind.identifier;
  const end = p.end(p.nextIndex);
  p.recoverAfterItem();
  if (kind !== TokenKind.identifier) p.report(problems.notAnItem, range);
  else if (beginsBlock) p.report(problems.blockOnOneLine(p.textOf(name)), { start: range.start, end });
  else p.report(problems.nameAlone(p.textOf(name)), range);
  return undefined;
}
