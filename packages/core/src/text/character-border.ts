/** A border between two characters of a line: an offset in the text, and the column of what begins there, from 1. */
export interface CharacterBorder {
  readonly offset: number;
  readonly column: number;
}

/**
 * The last border of grapheme clusters that is not beyond `limit`, counted on from the border `from` to `end`, both on one
 * line. Most texts cost one comparison a character.
 * @see Unicode Standard Annex 29, 3.1: what joins characters to a cluster; the property Grapheme_Cluster_Break
 */
export function lastBorder(
  text: string,
  from: CharacterBorder,
  end: number,
  limit: { readonly offset: number } | { readonly column: number },
): CharacterBorder {
  const isBeyond = "offset" in limit ? beyondOffset(limit.offset) : beyondColumn(limit.column);
  let segmenter: Intl.Segmenter | undefined;
  let { offset, column } = from;
  while (offset < end && !isBeyond(offset + 1, column + 1)) {
    if (endsAfter(text, offset, end)) {
      offset++;
      column++;
      continue;
    }
    // To cut many short texts takes longer than one long one.
    let stop = Math.min(offset + 500, end);
    while (!endsAfter(text, stop - 1, end)) stop++;
    for (const { segment } of (segmenter ??= new Intl.Segmenter()).segment(text.slice(offset, stop))) {
      if (isBeyond(offset + segment.length, column + 1)) return { offset, column };
      offset += segment.length;
      column++;
    }
  }
  return { offset, column };
}

const beyondOffset = (limit: number) => (offset: number) => offset > limit;
const beyondColumn = (limit: number) => (_: number, column: number) => column > limit;

/** Whether a cluster surely ends after the UTF-16 unit at `offset`: both sides stand alone, or the line ends there. */
function endsAfter(text: string, offset: number, end: number): boolean {
  return (
    offset + 1 >= end || (standsAlone(text.charCodeAt(offset)) && standsAlone(text.charCodeAt(offset + 1)))
  );
}

/** Latin and Chinese characters, which join nothing on either side: marks and joiners begin at U+0300. */
function standsAlone(unit: number): boolean {
  return unit < 0x300 || (unit >= 0x4e00 && unit <= 0x9fff);
}
