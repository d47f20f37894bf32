/**
 * The grapheme clusters of a text: what a reader takes for one character.
 * Clusters that only newer tables of Unicode join (consonants of Indic scripts around a virama, from 15.1 on) are cut, as
 * with the server's tables.
 * @see Unicode Standard Annex 29; apparentlymart/go-textseg (15.0.0)
 */
export function graphemes(text: string): string[] {
  if (isPlain(text)) return Array.from(text);
  return Array.from(new Intl.Segmenter().segment(text), ({ segment }) => segment).flatMap(cutConjuncts);
}

/** Texts in which every character stands alone. */
function isPlain(text: string): boolean {
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit >= 0x300 || unit === 0x0d) return false;
  }
  return true;
}

const consonantAfterVirama =
  /(?<=[\u094d\u09cd\u0acd\u0b4d\u0c4d\u0d4d]\p{M}*\u200d?)(?=[\u0915-\u0939\u0958-\u095f\u0978-\u097f\u0995-\u09b9\u09dc-\u09df\u09f0\u09f1\u0a95-\u0ab9\u0af9\u0b15-\u0b39\u0b5c-\u0b5f\u0b71\u0c15-\u0c39\u0c58-\u0c5a\u0d15-\u0d3a])/u;

function cutConjuncts(cluster: string): string[] {
  return cluster.length < 3 ? [cluster] : cluster.split(consonantAfterVirama);
}
