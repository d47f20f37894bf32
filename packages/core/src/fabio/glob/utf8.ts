import { toBytes } from "../../go/bytes.ts";

/** A rune of a byte string: where it starts, how many bytes it takes, and its code point. */
export interface Rune {
  readonly at: number;
  readonly width: number;
  readonly code: number;
}

/** The code point that stands for bytes that are no rune. */
const NO_RUNE = 0xfffd;

/** The code points of a text; lone surrogates are U+FFFD. */
export function codePoints(text: string): number[] {
  return Array.from(text, (character) => {
    const code = character.codePointAt(0) ?? NO_RUNE;
    return code >= 0xd800 && code <= 0xdfff ? NO_RUNE : code;
  });
}

/** The bytes of one code point. */
export function encodeRune(code: number): string {
  return toBytes(String.fromCodePoint(code));
}

/**
 * The rune at an offset. Bytes that are no rune, as in text that was cut within one, are runes of width 1; at the end
 * of the text it is one of width 0.
 */
export function runeAt(bytes: string, at: number): Rune {
  if (at >= bytes.length) return { at, width: 0, code: NO_RUNE };
  const lead = bytes.charCodeAt(at);
  if (lead < 0x80) return { at, width: 1, code: lead };
  const width = lead < 0xc0 ? 0 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  // The bytes are a part of valid UTF-8, so a rune can only lack its beginning or its end.
  if (width === 0 || at + width > bytes.length) return { at, width: 1, code: NO_RUNE };
  let code = lead & (0xff >> (width + 1));
  for (let next = 1; next < width; next++) code = (code << 6) | (bytes.charCodeAt(at + next) & 0x3f);
  return { at, width, code };
}

/** All runes of a byte string, in order. */
export function* runesOf(bytes: string): Generator<Rune, void> {
  for (let at = 0; at < bytes.length;) {
    const rune = runeAt(bytes, at);
    yield rune;
    at += rune.width;
  }
}

/** How many bytes a code point takes when it is written: 3 for bytes that are no rune, whatever they take. */
export function writtenWidth({ code }: Rune): number {
  return code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
}

/** Whether each character is a byte of its own. */
export function isAscii(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) > 0x7f) return false;
  return true;
}
