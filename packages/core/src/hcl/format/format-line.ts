import { TokenKind } from "../scan/token-kind.ts";
import type { Tokens } from "../scan/tokens.ts";
import { depthChange } from "./spacing.ts";

/**
 * One line as the formatter sees it, as indexes of tokens: `start` to `assign` leads, `assign` to `comment` is what is assigned,
 * `comment` to `end` a comment behind it. The latter two may be empty. A heredoc, a text and a comment of several lines are part
 * of the line on which they begin.
 */
export interface FormatLine {
  readonly start: number;
  /** The equals sign, where there is one and the brackets behind it are closed on the line; else as `comment`. */
  readonly assign: number;
  readonly comment: number;
  readonly end: number;
}

/**
 * The lines of a file, without its end and without empty ones: where there is nothing, not even a line break.
 * @see hashicorp/hcl hclwrite/format.go linesForFormat (v2.20.2)
 */
export function cutIntoLines(tokens: Tokens): FormatLine[] {
  const lines: FormatLine[] = [];
  const last = tokens.count - 1;
  let start = 0;
  while (start < last) {
    let end = start;
    while (end < last && !endsLine(tokens.kind(end))) end++;
    end = Math.min(end + 1, last);
    lines.push(cutLine(tokens, start, end));
    start = end;
  }
  return lines;
}

function endsLine(kind: TokenKind): boolean {
  return kind === TokenKind.newline || kind === TokenKind.lineComment;
}

function cutLine(tokens: Tokens, start: number, end: number): FormatLine {
  const final = tokens.kind(end - 1);
  const isComment = final === TokenKind.comment || final === TokenKind.lineComment;
  const comment = isComment && end - start > 1 ? end - 1 : end;
  for (let index = start + 1; index < comment; index++) {
    if (tokens.kind(index) !== TokenKind.equal) continue;
    let change = 0;
    for (let rest = index; rest < comment; rest++) change += depthChange(tokens.kind(rest));
    return { start, assign: change === 0 ? index : comment, comment, end };
  }
  return { start, assign: comment, comment, end };
}
