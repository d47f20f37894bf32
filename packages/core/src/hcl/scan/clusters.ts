/**
 * How many grapheme clusters a text has: what a reader takes for a character. HCL counts columns and widths in them.
 * @see Unicode Standard Annex 29, version 15.0; apparentlymart/go-textseg textseg.ScanGraphemeClusters (v15)
 */
export function clusterCount(text: string): number {
  if (isPlain(text)) return text.length;
  let count = 0;
  for (const { segment } of segmentsOf(text)) count += 1 + conjunctBreaks(segment).length;
  return count;
}

/** The first `count` grapheme clusters of a text; all of it where it has fewer. */
export function firstClusters(text: string, count: number): string {
  // A character beyond ASCII may join the one before it, but only that one.
  if (count === 0 || isPlain(text.slice(0, count + 1))) return text.slice(0, Math.min(count, text.length));
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

/** Whether every code unit is a cluster: all are ASCII, and no carriage return joins a line feed. */
function isPlain(text: string): boolean {
  for (let at = 0; at < text.length; at++) {
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
