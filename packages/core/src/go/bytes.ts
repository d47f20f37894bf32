/**
 * The UTF-8 bytes of a text, as a text with one character a byte. Go cuts and decodes texts byte by byte, and what
 * comes out need not be UTF-8; in this form nothing is lost.
 */
export function toBytes(text: string): string {
  // eslint-disable-next-line no-control-regex -- all of ASCII
  if (/^[\x00-\x7f]*$/.test(text)) return text;
  return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join("");
}

/** The text that such bytes encode; what is not UTF-8 becomes U+FFFD. */
export function fromBytes(bytes: string): string {
  // eslint-disable-next-line no-control-regex -- all of ASCII
  if (/^[\x00-\x7f]*$/.test(bytes)) return bytes;
  return new TextDecoder("utf-8", { ignoreBOM: true }).decode(
    Uint8Array.from(bytes, (character) => character.charCodeAt(0)),
  );
}
