/**
 * `text` in lower case, one character for one as in Go: no final sigma, no dot above after an i.
 * @see golang/go src/strings/strings.go ToLower
 */
export function lowerCase(text: string): string {
  // eslint-disable-next-line no-control-regex -- all of ASCII
  if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase();
  return Array.from(text, (character) => (character === "\u0130" ? "i" : character.toLowerCase())).join("");
}
