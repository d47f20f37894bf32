/** A border between two characters of a line: an offset in the text, and the column of what begins there, from 1. */
export interface CharacterBorder {
  readonly offset: number;
  readonly column: number;
}

/**
 * The last border of grapheme clusters that is not beyond `limit`, counted on from the border `from` to `end`, both on one
 * line. Text in ASCII costs one comparison a character.
 * @see Unicode Standard Annex 29: a cluster ends between two characters of ASCII, but between a carriage return and its line feed
 */
export function lastBorder(
  text: string,
  from: CharacterBorder,
  end: number,
  limit: { readonly offset: number } | { readonly column: number },
): CharacterBorder {
  const isBeyond = "offset" in limit ? beyondOffset(limit.offset) : beyondColumn(limit.column);
  let { offset, column } = from;
  while (offset < end && !isBeyond(offset + 1, column + 1)) {
    if (endsAfter(text, offset, end)) {
      offset++;
      column++;
      continue;
    }
    let stop = offset + 1;
    while (!endsAfter(text, stop - 1, end)) stop++;
    for (const { segment } of new Intl.Segmenter().segment(text.slice(offset, stop))) {
      if (isBeyond(offset + segment.length, column + 1)) return { offset, column };
      offset += segment.length;
      column++;
    }
  }
  return { offset, column };
}

const beyondOffset = (limit: number) => (offset: number) => offset > limit;
const beyondColumn = (limit: number) => (_: number, column: number) => column > limit;

/** Whether a cluster surely ends after the UTF-16 unit at `offset`: both sides are ASCII, or the line ends there. */
function endsAfter(text: string, offset: number, end: number): boolean {
  return offset + 1 >= end || (text.charCodeAt(offset) < 0x80 && text.charCodeAt(offset + 1) < 0x80);
}
