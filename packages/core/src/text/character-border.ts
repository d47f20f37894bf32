import { graphemeLengths, endsAfter, surelyEnds } from "./graphemes.ts";

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
  let { offset, column } = from;
  while (offset < end && !isBeyond(offset + 1, column + 1)) {
    if (endsAfter(text, offset, end)) {
      offset++;
      column++;
      continue;
    }
    for (const length of graphemeLengths(text.slice(offset, surelyEnds(text, offset, end)))) {
      if (isBeyond(offset + length, column + 1)) return { offset, column };
      offset += length;
      column++;
    }
  }
  return { offset, column };
}

const beyondOffset = (limit: number) => (offset: number) => offset > limit;
const beyondColumn = (limit: number) => (_: number, column: number) => column > limit;
