/*
 * Grapheme clusters: what a reader takes for one character. HCL counts columns and widths in them, by the tables of Unicode
 * 15.0; from 15.1 on, a sign that joins consonants of Indic scripts makes one cluster of them, and JavaScript engines follow.
 */

/**
 * The grapheme clusters of a text.
 * @see Unicode Standard Annex 29; apparentlymart/go-textseg textseg.ScanGraphemeClusters (15.0.0)
 */
export function graphemes(text: string): string[] {
  const found: string[] = [];
  let at = 0;
  while (at < text.length) {
    const isOne = endsAfter(text, at, text.length);
    const stretch = isOne ? "" : text.slice(at, surelyEnds(text, at, text.length));
    for (const length of isOne ? [1] : graphemeLengths(stretch)) {
      found.push(text.slice(at, at + length));
      at += length;
    }
  }
  return found;
}

/** How many grapheme clusters a text, or the part of it from `start` to `end`, has. */
export function graphemeCount(text: string, start = 0, end: number = text.length): number {
  let count = 0;
  let at = start;
  while (at < end) {
    if (endsAfter(text, at, end)) {
      at++;
      count++;
    } else {
      const stop = surelyEnds(text, at, end);
      count += graphemeLengths(text.slice(at, stop)).length;
      at = stop;
    }
  }
  return count;
}

/** The first `count` grapheme clusters of a text; all of it where it has fewer. */
export function firstGraphemes(text: string, count: number): string {
  let left = count;
  let at = 0;
  while (at < text.length && left > 0) {
    if (endsAfter(text, at, text.length)) {
      at++;
      left--;
      continue;
    }
    for (const length of graphemeLengths(text.slice(at, surelyEnds(text, at, text.length))).slice(0, left)) {
      at += length;
      left--;
    }
  }
  return text.slice(0, at);
}

/** The lengths of the clusters of a text, in UTF-16 code units. */
export function graphemeLengths(text: string): number[] {
  const lengths: number[] = [];
  let at = 0;
  let reach = PIECE;
  while (at < text.length) {
    const stop = Math.min(pairEnd(text, at + reach), text.length);
    const clusters = clustersOf(text.slice(at, stop));
    // The last one may go on behind the piece; where a cluster ends depends on nothing in front of its beginning.
    if (stop < text.length) clusters.pop();
    reach = clusters.length > 0 ? PIECE : reach * 2;
    for (const cluster of clusters) {
      at += cluster.length;
      if (cluster.length < 3) lengths.push(cluster.length);
      else for (const part of cluster.split(/(?<=[\p{M}\u200d])(?=\p{Lo})/u)) lengths.push(part.length);
    }
  }
  return lengths;
}

/** So much is given to the engine at once: V8 copies the whole text for each of its clusters. */
const PIECE = 500;

function clustersOf(text: string): string[] {
  return Array.from(new Intl.Segmenter("en").segment(text), ({ segment }) => segment);
}

/** `offset`, or the one behind it where a surrogate pair is around it. */
function pairEnd(text: string, offset: number): number {
  const isInPair = (text.codePointAt(offset - 1) ?? 0) > 0xffff;
  return isInPair ? offset + 1 : offset;
}

/** Whether a cluster surely ends after the code unit at `offset`: both sides stand alone, or what is looked at ends there. */
export function endsAfter(text: string, offset: number, end: number): boolean {
  return (
    offset + 1 >= end || (standsAlone(text.charCodeAt(offset)) && standsAlone(text.charCodeAt(offset + 1)))
  );
}

/** Where clusters surely end that begin at `offset`. To cut many short texts takes longer than one long one. */
export function surelyEnds(text: string, offset: number, end: number): number {
  let stop = Math.min(offset + 500, end);
  while (!endsAfter(text, stop - 1, end)) stop++;
  return stop;
}

/**
 * Latin and Chinese characters, which join nothing on either side: marks and joiners begin at U+0300. A carriage return would
 * join a line feed.
 */
function standsAlone(unit: number): boolean {
  return (unit < 0x300 && unit !== 0x0d) || (unit >= 0x4e00 && unit <= 0x9fff);
}
