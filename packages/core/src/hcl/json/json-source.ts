import { clusterCount } from "../scan/clusters.ts";
import { HclSource } from "../source.ts";

/**
 * A text of HCL's JSON syntax. Columns count grapheme clusters; a tab takes two, and a carriage return none.
 * @see hashicorp/hcl json/scanner.go skipWhitespace, scanString (v2.20.2)
 */
export class JsonSource extends HclSource {
  protected override columnBetween(start: number, offset: number): number {
    let column = 1;
    // HCL's scanner looks at tabs, quotation marks and backslashes by themselves: nothing joins them.
    for (const piece of this.text.slice(start, offset).split(/([\t\r"\\])/)) {
      column += piece === "\t" ? 2 : piece === "\r" ? 0 : clusterCount(piece);
    }
    return column;
  }
}
