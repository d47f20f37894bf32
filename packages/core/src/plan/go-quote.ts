const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\x07": "\\a",
  "\b": "\\b",
  "\f": "\\f",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
  "\v": "\\v",
};

/**
 * Writes a text as Go's `%q` does: in double quotes, everything that is not printable escaped.
 * @see golang/go strconv/quote.go Quote
 */
export function goQuote(text: string): string {
  // Nearly all texts; the general case loads the tables of Unicode.
  if (/^[ !#-[\]-~]*$/.test(text)) return `"${text}"`;
  let quoted = '"';
  for (const character of text) quoted += ESCAPES[character] ?? escapeUnprintable(character);
  return `${quoted}"`;
}

/**
 * Makes a text from a server or a file safe for a terminal: control characters, line breaks, invisible and
 * direction-changing characters become Go escapes (`\x1b`, `\u202e`). Quotes and backslashes stay.
 */
export function printable(text: string): string {
  if (/^[ -~]*$/.test(text)) return text;
  let safe = "";
  for (const character of text) {
    const escape = character === '"' || character === "\\" ? undefined : ESCAPES[character];
    safe += escape ?? escapeUnprintable(character);
  }
  return safe;
}

/** Letters, marks, numbers, punctuation, symbols and the plain space are printable, as in Go's unicode.IsPrint. */
function escapeUnprintable(character: string): string {
  if (/^[\p{L}\p{M}\p{N}\p{P}\p{S} ]$/u.test(character)) return character;
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x80) return `\\x${hex(code, 2)}`;
  if (code >= 0xd800 && code <= 0xdfff) return "\\ufffd"; // half a surrogate pair is no character
  return code < 0x10000 ? `\\u${hex(code, 4)}` : `\\U${hex(code, 8)}`;
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, "0");
}
