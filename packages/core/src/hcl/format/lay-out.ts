import { byteOrderMark } from "../scan/characters.ts";
import { graphemeCount } from "../../text/graphemes.ts";
import { TokenKind } from "../scan/token-kind.ts";
import type { Tokens } from "../scan/tokens.ts";
import { cutIntoLines, type FormatLine } from "./format-line.ts";
import { depthChange, isApart } from "./spacing.ts";

/**
 * How many blanks belong before each token in canonical form.
 * @see hashicorp/hcl hclwrite/format.go (v2.20.2)
 */
export function layOut(tokens: Tokens): Int32Array {
  const layout = new Layout(tokens);
  layout.indent();
  layout.space();
  layout.align("assign");
  layout.align("comment");
  return layout.blanks;
}

class Layout {
  readonly blanks: Int32Array;
  readonly #tokens: Tokens;
  readonly #lines: readonly FormatLine[];

  constructor(tokens: Tokens) {
    this.#tokens = tokens;
    this.#lines = cutIntoLines(tokens);
    this.blanks = Int32Array.from({ length: tokens.count }, (_, index) => blanksBefore(tokens, index));
  }

  /**
   * Sets what is before the first token of each line: two blanks a level. A line that opens more brackets than it closes makes
   * one level, however many they are, and it ends when all of them are closed.
   */
  indent(): void {
    const levels: number[] = [];
    for (const line of this.#lines) {
      if (this.#tokens.kind(line.start) === TokenKind.newline) {
        this.blanks[line.start] = 0;
        continue;
      }
      const change = this.#depthChangeOf(line);
      if (change < 0) closeLevels(levels, -change);
      this.blanks[line.start] = 2 * levels.length;
      if (change > 0) levels.push(change);
    }
  }

  /** Sets what is between the tokens of a cell. */
  space(): void {
    for (const { start, assign, comment } of this.#lines) {
      this.#spaceCell(start, assign);
      if (assign < comment) {
        this.blanks[assign] = 1;
        this.#spaceCell(assign, comment);
      }
    }
  }

  /** Puts the cells of one kind in neighbouring lines below one another. A line without one ends the neighbourhood. */
  align(cell: "assign" | "comment"): void {
    const lines = this.#lines;
    let first = 0;
    while (first < lines.length) {
      let widest = 0;
      let end = first;
      for (let line = lines[end]; line !== undefined && hasCell(line, cell); line = lines[++end]) {
        widest = Math.max(widest, this.#columns(line.start, line[cell]));
      }
      for (const line of lines.slice(first, end)) {
        this.blanks[line[cell]] = widest - this.#columns(line.start, line[cell]) + 1;
      }
      first = end + 1;
    }
  }

  #depthChangeOf({ start, assign, comment }: FormatLine): number {
    const tokens = this.#tokens;
    let change = 0;
    for (let index = start; index < assign; index++) {
      change += depthChange(tokens.kind(index));
      if (tokens.kind(index) === TokenKind.openHeredoc) break;
    }
    for (let index = assign; index < comment; index++) change += depthChange(tokens.kind(index));
    return change;
  }

  #spaceCell(start: number, end: number): void {
    for (let index = start + 1; index < end; index++) {
      const before = index - 2 < start ? undefined : index - 2;
      this.blanks[index] = isApart(this.#tokens, before, index - 1, index) ? 1 : 0;
    }
  }

  /** The width of tokens with the blanks before them. */
  #columns(start: number, end: number): number {
    const { blanks } = this;
    const tokens = this.#tokens;
    let columns = 0;
    for (let index = start; index < end; index++) {
      columns += (blanks[index] ?? 0) + graphemeCount(tokens.text, tokens.start(index), tokens.end(index));
    }
    return columns;
  }
}

function hasCell(line: FormatLine, cell: "assign" | "comment"): boolean {
  return cell === "assign" ? line.assign < line.comment : line.comment < line.end;
}

function closeLevels(levels: number[], brackets: number): void {
  let left = brackets;
  for (let open = levels.pop(); open !== undefined; open = levels.pop()) {
    if (left < open) levels.push(open - left);
    if (left <= open) return;
    left -= open;
  }
}

/** The blanks before a token as it is written; a byte order mark counts as its bytes in UTF-8. */
function blanksBefore(tokens: Tokens, index: number): number {
  const end = index === 0 ? 0 : tokens.end(index - 1);
  const mark = index === 0 && tokens.text.charCodeAt(0) === byteOrderMark ? 2 : 0;
  return tokens.start(index) - end + mark;
}
