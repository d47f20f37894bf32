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
  // Nearly all texts; the general case loads the tables of Unicode.
  if (/^[ !#-[\]-~]*$/.test(text)) return `"${text}"`;
  return `"${Array.from(text, quotedCharacter).join("")}"`;
}

/**
 * Bytes, a character each, in double quotes as Go's `time` writes a text and `strconv` one of broken UTF-8: quotes and
 * backslashes behind a backslash, control characters and what is not ASCII as `\x..`.
 * @see golang/go src/time/format.go quote, src/strconv/quote.go Quote
 */
export function quoteBytes(bytes: string): string {
  const escaped = bytes.replace(/["\\]|[^ -\x7f]/g, (byte) =>
    byte === '"' || byte === "\\" ? `\\${byte}` : `\\x${byte.charCodeAt(0).toString(16).padStart(2, "0")}`,
  );
  return `"${escaped}"`;
}

/**
 * One character as it stands between Go's quotes. Half a surrogate pair is U+FFFD, as in every text that Go reads.
 * @see golang/go src/strconv/quote.go appendEscapedRune, encoding/json decode.go
 */
export function quotedCharacter(character: string): string {
  const name = named[character];
  if (name !== undefined) return name;
  if (/^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u.test(character)) return character;
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0xd800 && code <= 0xdfff) return "\ufffd";
  if (code < 0x80) return `\\x${code.toString(16).padStart(2, "0")}`;
  if (code < 0x10000) return `\\u${code.toString(16).padStart(4, "0")}`;
  return `\\U${code.toString(16).padStart(8, "0")}`;
}
