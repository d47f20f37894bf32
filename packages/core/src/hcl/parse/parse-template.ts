import { trimSpaceEnd, trimSpaceStart } from "../../go/white-space.ts";
import { TokenKind } from "../scan/token-kind.ts";
import type { Template } from "../syntax/expression.ts";
import type { TextRange } from "../syntax/text-range.ts";
import { buildTemplate } from "./build-template.ts";
import { decodeText } from "./decode-text.ts";
import { removeIndentation } from "./flush-heredoc.ts";
import { parseDirective } from "./parse-directive.ts";
import type { Parser } from "./parser.ts";
import { problems } from "./problems.ts";
import type { TemplatePiece, TextPiece } from "./template-piece.ts";

/**
 * Parses a template from its opening mark, if its form has one, to its closing one, which for a bare one is the end of the text.
 * @see hashicorp/hcl hclsyntax/parser_template.go parseTemplateInner, parseTemplateParts (v2.20.2)
 */
export function parseTemplate(p: Parser, form: Template["form"]): Template {
  const closer = closers[form];
  const start = p.start(form === "bare" ? p.nextIndex : p.read());
  if (p.peek() === closer) return { kind: "template", start, end: p.end(p.read()), form, parts: [] };

  const first = p.rangeOf(p.nextIndex);
  const pieces: TemplatePiece[] = [];
  let stripsNext = false;
  let close: TextRange | undefined;
  while (close === undefined) {
    const strips = stripsNext;
    stripsNext = false;
    switch (p.peek()) {
      case closer:
        close = p.rangeOf(p.read());
        break;
      case TokenKind.text:
      case TokenKind.quotedText:
        pieces.push(readText(p, strips));
        break;
      case TokenKind.openInterpolation: {
        const open = readOpener(p, pieces);
        p.pushNewlines(false);
        const expression = p.expression();
        const end = p.end(p.nextIndex);
        stripsNext = closeInterpolation(p, closer, first);
        p.popNewlines();
        pieces.push({ kind: "interpolation", start: open, end, expression });
        break;
      }
      case TokenKind.openDirective: {
        const open = readOpener(p, pieces);
        p.pushNewlines(false);
        stripsNext = parseDirective(p, open, first, pieces);
        p.popNewlines();
        break;
      }
      default: {
        const range = p.rangeOf(p.read());
        p.reportUnlessRecovering(problems.unclosedTemplate, range, { start: first.start, end: range.end });
        close = p.rangeOf(p.recoverAfter(closer));
      }
    }
  }
  if (form === "flush-heredoc") removeIndentation(pieces);
  return { kind: "template", start, end: close.end, form, parts: buildTemplate(p, joinTexts(pieces), close) };
}

const closers = {
  quoted: TokenKind.closeQuote,
  heredoc: TokenKind.closeHeredoc,
  "flush-heredoc": TokenKind.closeHeredoc,
  bare: TokenKind.endOfFile,
} as const satisfies Record<Template["form"], TokenKind>;

/** Reads a token of text; `strips` says whether a marker before it takes white space off. */
function readText(p: Parser, strips: boolean): TextPiece {
  const form = p.peek() === TokenKind.text ? "plain" : "quoted";
  const index = p.read();
  const value = decodeText(p, index, form);
  return {
    kind: "text",
    start: p.start(index),
    end: p.end(index),
    value: strips ? trimSpaceStart(value) : value,
  };
}

/** Reads the opening mark of an interpolation or directive, and returns where it is; with `~`, it strips the text before it. */
function readOpener(p: Parser, pieces: readonly TemplatePiece[]): number {
  const open = p.read();
  const before = pieces.at(-1);
  const strips = p.lengthOf(open) === 3;
  if (strips && before?.kind === "text") before.value = trimSpaceEnd(before.value);
  return p.start(open);
}

/** Reads the end of an interpolation; whether it strips the text behind it. */
function closeInterpolation(p: Parser, closer: TokenKind, first: TextRange): boolean {
  const next = p.rangeOf(p.nextIndex);
  // With `~`, it is longer by one.
  if (p.peek() === TokenKind.closeSequence) return p.lengthOf(p.read()) === 2;
  const isQuote = p.peek() === TokenKind.openQuote || p.peek() === TokenKind.closeQuote;
  const context = { start: first.start, end: next.end };
  if (p.peek() === TokenKind.endOfFile || (isQuote && closer === TokenKind.closeQuote)) {
    p.reportUnlessRecovering(problems.unclosedInterpolation, first);
  } else if (p.peek() === TokenKind.colon) {
    p.reportUnlessRecovering(problems.colonInInterpolation, next, context);
  } else {
    p.reportUnlessRecovering(problems.restInInterpolation, next, context);
  }
  p.recoverAfter(TokenKind.closeSequence);
  return false;
}

/** Makes one piece of texts that stand side by side. */
function joinTexts(pieces: readonly TemplatePiece[]): readonly TemplatePiece[] {
  if (pieces.length < 2) return pieces;
  const joined: TemplatePiece[] = [];
  let last: TextPiece | undefined;
  for (const piece of pieces) {
    if (piece.kind !== "text") {
      last = undefined;
      joined.push(piece);
    } else if (last === undefined) {
      last = { ...piece };
      joined.push(last);
    } else {
      last.end = piece.end;
      last.value += piece.value;
    }
  }
  return joined;
}
