import type { SourceRange } from "../../text/index.ts";
import { graphemeCount } from "../../text/graphemes.ts";
import { HclSource } from "../source.ts";
import type { TextRange } from "../syntax/text-range.ts";

/**
 * A text of HCL's JSON syntax. Columns count grapheme clusters; a tab takes two, and a carriage return none.
 * @see hashicorp/hcl json/scanner.go skipWhitespace, scanString (v2.20.2)
 */
export class JsonSource extends HclSource {
  /** One character ends in the next column, also where it is a line break, or nothing because the text is over. */
  override rangeOf({ start, end }: TextRange): SourceRange {
    const range = super.rangeOf({ start, end });
    if (end - start !== 1) return range;
    const { line, column } = range.start;
    return { ...range, end: { line, column: column + 1, offset: range.end.offset } };
  }

  protected override columnBetween(start: number, offset: number): number {
    let column = 1;
    // HCL's scanner looks at tabs, quotation marks and backslashes by themselves: nothing joins them.
    for (const piece of this.text.slice(start, offset).split(/([\t\r"\\])/)) {
      column += piece === "\t" ? 2 : piece === "\r" ? 0 : graphemeCount(piece);
    }
    return column;
  }
}
