import { quotedCharacter } from "../go/quote.ts";

/**
 * Makes a text from a server or a file safe for a terminal: control characters, line breaks, invisible and
 * direction-changing characters become Go escapes (`\x1b`, `\u202e`). Quotes and backslashes stay.
 */
export function printable(text: string): string {
  if (/^[ -~]*$/.test(text)) return text;
  return Array.from(text, (character) =>
    character === '"' || character === "\\" ? character : quotedCharacter(character),
  ).join("");
}
