/**
 * How many grapheme clusters a text, or the part of it from `start` to `end`, has: what a reader takes for a character. HCL counts columns and widths in them.
 * @see Unicode Standard Annex 29, version 15.0; apparentlymart/go-textseg textseg.ScanGraphemeClusters (v15)
 */
export function clusterCount(text: string, start = 0, end: number = text.length): number {
  if (isPlain(text, start, end)) return end - start;
  let count = 0;
  for (const { segment } of segmentsOf(text.slice(start, end))) count += 1 + conjunctBreaks(segment).length;
  return count;
}

/** The first `count` grapheme clusters of a text; all of it where it has fewer. */
export function firstClusters(text: string, count: number): string {
  // A character beyond ASCII may join the one before it, but only that one.
  if (isPlain(text, 0, Math.min(count + 1, text.length))) return text.slice(0, count);
  let left = count;
  for (const { segment, index } of segmentsOf(text)) {
    if (left === 0) return text.slice(0, index);
    for (const border of conjunctBreaks(segment)) {
      if (--left === 0) return text.slice(0, index + border);
    }
    left--;
  }
  return text;
}

/** The grapheme clusters of a text, one after the other. */
export function clusters(text: string): string[] {
  if (isPlain(text, 0, text.length)) return [...text];
  return Array.from(segmentsOf(text)).flatMap(({ segment }) => {
    const borders = conjunctBreaks(segment);
    return [0, ...borders].map((from, index) => segment.slice(from, borders[index]));
  });
}

/** Whether every code unit is a cluster: all are ASCII, and no carriage return joins a line feed. */
function isPlain(text: string, start: number, end: number): boolean {
  for (let at = start; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code >= 0x80 || code === 0x0d) return false;
  }
  return true;
}

function segmentsOf(text: string): Intl.Segments {
  return new Intl.Segmenter("en", { granularity: "grapheme" }).segment(text);
}

/**
 * Where HCL sees a border and later Unicode does not: from version 15.1 on, a sign that joins consonants of Indic scripts
 * makes one cluster of them, and JavaScript engines follow.
 */
function conjunctBreaks(segment: string): readonly number[] {
  if (segment.length < 3) return [];
  return Array.from(segment.matchAll(/(?<=[\p{M}\u200d])\p{Lo}/gu), (match) => match.index);
}
