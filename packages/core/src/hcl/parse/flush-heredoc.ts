import { isSpace, trimSpaceStart } from "../../go/white-space.ts";
import { firstGraphemes, graphemeCount } from "../../text/graphemes.ts";
import type { TemplatePiece, TextPiece } from "./template-piece.ts";

/**
 * Takes the indentation off a heredoc that begins with `<<-`: as many blanks off each line as the line with the fewest has.
 * Lines of blanks alone do not count, and what an interpolation brings in is not looked at. A blank is a grapheme cluster.
 * @see hashicorp/hcl hclsyntax/parser_template.go flushHeredocTemplateParts (v2.20.2)
 */
export function removeIndentation(pieces: readonly TemplatePiece[]): void {
  let fewest = Infinity;
  let isAtLineStart = true;
  const lines: TextPiece[] = [];
  for (const piece of pieces) {
    if (isAtLineStart) {
      isAtLineStart = false;
      if (piece.kind !== "text") {
        fewest = 0;
      } else if (trimSpaceStart(piece.value) !== "" || !piece.value.endsWith("\n")) {
        fewest = Math.min(fewest, indentation(piece.value));
        lines.push(piece);
      }
    }
    if (piece.kind === "text" && piece.value.endsWith("\n")) isAtLineStart = true;
  }
  for (const line of lines) {
    const length = firstGraphemes(line.value, fewest).length;
    line.value = line.value.slice(length);
    line.start += length;
  }
}

function indentation(line: string): number {
  let end = 0;
  while (isSpace(line.charCodeAt(end))) end++;
  return graphemeCount(line.slice(0, end));
}
