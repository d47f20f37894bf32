import { byteOrderMark } from "./scan/characters.ts";
import { graphemeCount } from "../text/graphemes.ts";
import type { Tokens } from "./scan/tokens.ts";
import { HclSource } from "./source.ts";

/**
 * A text of HCL's native syntax. Columns count grapheme clusters, token by token, and a byte order mark takes none.
 * @see hashicorp/hcl pos.go, hclsyntax/token.go emitToken (v2.20.2)
 */
export class NativeSource extends HclSource {
  readonly tokens: Tokens;
  /** The place between two clusters that was found last: positions are mostly asked for one after the other. */
  #last = { offset: -1, column: 1 };

  constructor(file: string, tokens: Tokens) {
    super(file, tokens.text);
    this.tokens = tokens;
  }

  protected override columnBetween(start: number, offset: number): number {
    const { tokens, text } = this;
    const last = this.#last;
    const from = start <= last.offset && last.offset <= offset ? last : this.#lineStart(start);
    let { offset: at, column } = from;
    for (let index = tokenAfter(tokens, at); at < offset && index < tokens.count; index++) {
      const tokenStart = Math.min(Math.max(tokens.start(index), at), offset);
      const tokenEnd = Math.min(tokens.end(index), offset);
      column += tokenStart - at + graphemeCount(text, tokenStart, tokenEnd);
      at = tokenEnd;
      if (this.#isBorder(at, index)) this.#last = { offset: at, column };
    }
    return column + offset - at;
  }

  #lineStart(start: number): { readonly offset: number; readonly column: number } {
    const hasMark = start === 0 && this.text.charCodeAt(0) === byteOrderMark;
    return { offset: hasMark ? 1 : start, column: 1 };
  }

  /** Whether a cluster surely ends at an offset in or at the end of a token. */
  #isBorder(offset: number, token: number): boolean {
    if (offset >= this.tokens.end(token)) return true;
    const before = this.text.charCodeAt(offset - 1);
    return before < 0x80 && before !== 0x0d && this.text.charCodeAt(offset) < 0x80;
  }
}

/** The index of the first token that ends after an offset. */
function tokenAfter(tokens: Tokens, offset: number): number {
  let low = 0;
  let high = tokens.count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (tokens.end(middle) > offset) high = middle;
    else low = middle + 1;
  }
  return low;
}
