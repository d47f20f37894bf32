import type { TemplatePart } from "../syntax/expression.ts";
import type { TextRange } from "../syntax/text-range.ts";
import type { Parser } from "./parser.ts";
import type { Problem } from "../problem.ts";
import { problems } from "./problems.ts";
import type { EndPiece, ForPiece, IfPiece, TemplatePiece } from "./template-piece.ts";

/** A directive whose end is still to come, and what is in it so far. */
interface Open {
  readonly piece: IfPiece | ForPiece;
  readonly parts: TemplatePart[];
  /** The parts after its `else`, once there has been one. */
  readonly otherwise: TemplatePart[] | undefined;
}

/**
 * Puts the directives of a flat list of pieces together; `end` is where the template ends.
 * @see hashicorp/hcl hclsyntax/parser_template.go templateParser (v2.20.2)
 */
export function buildTemplate(p: Parser, pieces: readonly TemplatePiece[], end: TextRange): TemplatePart[] {
  const [only] = pieces;
  if (pieces.length === 1 && (only?.kind === "text" || only?.kind === "interpolation")) return [only];
  const parts: TemplatePart[] = [];
  const open: Open[] = [];
  const inner = p.takeHeight();
  let height = inner;
  for (const piece of pieces) {
    if (p.hasGivenUp) break;
    switch (piece.kind) {
      case "text":
      case "interpolation":
        partsAround(open, parts).push(piece);
        break;
      case "if":
      case "for":
        height = Math.max(height, p.deepen(inner + open.length));
        open.push({ piece, parts: [], otherwise: undefined });
        break;
      case "else":
      case "endif":
      case "endfor":
        takeEnd(p, piece, open, parts);
    }
  }
  for (let innermost = open.pop(); innermost !== undefined; innermost = open.pop()) {
    const { kind, start } = innermost.piece;
    const unclosed = kind === "if" ? problems.unclosedIf : problems.unclosedFor;
    p.report(unclosed(p.lineOf(start)), end);
    partsAround(open, parts).push(invalidAt(end));
  }
  p.putHeight(height);
  return parts;
}

/** Where what comes next belongs. */
function partsAround(open: readonly Open[], parts: TemplatePart[]): TemplatePart[] {
  const innermost = open.at(-1);
  return innermost?.otherwise ?? innermost?.parts ?? parts;
}

/** Takes `else`, `endif` or `endfor`. Where it does not fit, it ends the innermost directive all the same. */
function takeEnd(p: Parser, end: EndPiece, open: Open[], parts: TemplatePart[]): void {
  const innermost = open.pop();
  if (innermost?.piece.kind === "if" && end.kind === "else" && innermost.otherwise === undefined) {
    open.push({ ...innermost, otherwise: [] });
    return;
  }
  const target = partsAround(open, parts);
  if (innermost?.piece.kind === "if" && end.kind === "endif") {
    target.push(ifPart(innermost.piece, innermost, end));
  } else if (innermost?.piece.kind === "for" && end.kind === "endfor") {
    target.push(forPart(innermost.piece, innermost, end));
  } else {
    p.report(misfit(p, end, innermost), end);
    target.push(invalidAt(end));
  }
}

function misfit(p: Parser, end: EndPiece, innermost: Open | undefined): Problem {
  if (innermost === undefined) return problems.strayDirective(end.kind);
  const { kind, start } = innermost.piece;
  if (end.kind === "else") return kind === "for" ? problems.elseInFor : problems.secondElse(p.lineOf(start));
  return problems.wrongEnd(end.kind, kind === "if" ? "endif" : "endfor", p.lineOf(start));
}

function ifPart(piece: IfPiece, { parts, otherwise }: Open, end: EndPiece): TemplatePart {
  return {
    kind: "template-if",
    start: piece.start,
    end: end.end,
    condition: piece.condition,
    whenTrue: parts,
    whenFalse: otherwise ?? [],
    openEnd: piece.end,
    closeStart: end.start,
  };
}

function forPart(piece: ForPiece, { parts }: Open, end: EndPiece): TemplatePart {
  const { keyName, valueName, collection } = piece;
  return {
    kind: "template-for",
    start: piece.start,
    end: end.end,
    keyName,
    valueName,
    collection,
    parts,
    openEnd: piece.end,
    closeStart: end.start,
  };
}

function invalidAt({ start, end }: TextRange): TemplatePart {
  return { kind: "invalid", start, end };
}
