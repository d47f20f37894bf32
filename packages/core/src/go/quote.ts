const named: Readonly<Record<string, string>> = {
  "\u0007": String.raw`\a`,
  "\b": String.raw`\b`,
  "\f": String.raw`\f`,
  "\n": String.raw`\n`,
  "\r": String.raw`\r`,
  "\t": String.raw`\t`,
  "\v": String.raw`\v`,
  "\\": String.raw`\\`,
  '"': String.raw`\"`,
};

/**
 * `text` in double quotes as Go writes it (`%q`): what cannot be printed is escaped, other blanks than U+0020 too.
 * @see golang/go src/strconv/quote.go Quote
 */
export function quote(text: string): string {
  return `"${Array.from(text, quoted).join("")}"`;
}

function quoted(character: string): string {
  const name = named[character];
  if (name !== undefined) return name;
  if (character === " " || /^[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u.test(character)) return character;
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return `\\x${code.toString(16).padStart(2, "0")}`;
  if (code < 0x10000) return `\\u${code.toString(16).padStart(4, "0")}`;
  return `\\U${code.toString(16).padStart(8, "0")}`;
}
