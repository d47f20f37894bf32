/** The longest text of somebody else's that people are shown whole, in UTF-16 units: some 40 lines of a terminal. */
const MAX_SHOWN = 4_000;

/**
 * A text as people are shown it: one that is longer than 4,000 characters ends there, after a whole line or word where there
 * is one, and says so. JSON has every text whole.
 * @example shortenText("x".repeat(5_000)) // "xxx… (cut after 4000 of 5000 characters; --json shows all)"
 */
export function shortenText(text: string): string {
  if (text.length <= MAX_SHOWN) return text;
  const end = endOfWords(text.slice(0, MAX_SHOWN));
  return `${text.slice(0, end)}… (cut after ${end} of ${text.length} characters; --json shows all)`;
}

/** Where the last whole line ends, else the last word, unless most would be lost; never between the halves of a letter. */
function endOfWords(begin: string): number {
  const least = begin.length * 0.8;
  const end = [begin.lastIndexOf("\n"), begin.lastIndexOf(" ")].find((found) => found >= least);
  return end ?? (/[\ud800-\udbff]$/.test(begin) ? begin.length - 1 : begin.length);
}
