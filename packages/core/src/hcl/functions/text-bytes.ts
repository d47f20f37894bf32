const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/** A text as UTF-8. */
export function encodeUtf8(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** UTF-8 as a text; `undefined` when it is none. */
export function decodeUtf8(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    // Bytes that are no text are an answer, too.
    return undefined;
  }
}

/** Base64 with the standard alphabet and padding. */
export function toBase64(bytes: Uint8Array): string {
  let text = "";
  for (let index = 0; index < bytes.length; index += 3) {
    const [first = 0, second = 0, third = 0] = bytes.subarray(index, index + 3);
    const bits = (first << 16) | (second << 8) | third;
    const characters = [18, 12, 6, 0].map((shift) => alphabet.charAt((bits >> shift) & 63)).join("");
    const count = Math.min(3, bytes.length - index);
    text += characters.slice(0, count + 1).padEnd(4, "=");
  }
  return text;
}

/** Bytes of a Base64 text, line breaks in it aside; `undefined` when it is none. */
export function fromBase64(text: string): Uint8Array | undefined {
  const plain = text.replaceAll(/[\r\n]/g, "");
  if (plain.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(plain)) return undefined;
  const padding = plain.endsWith("==") ? 2 : plain.endsWith("=") ? 1 : 0;
  const bytes = new Uint8Array((plain.length / 4) * 3 - padding);
  for (let index = 0, at = 0; index < plain.length; index += 4) {
    let bits = 0;
    for (let offset = 0; offset < 4; offset += 1) {
      bits = (bits << 6) | Math.max(0, alphabet.indexOf(plain.charAt(index + offset)));
    }
    for (const shift of [16, 8, 0]) {
      if (at < bytes.length) bytes[at] = (bits >> shift) & 255;
      at += 1;
    }
  }
  return bytes;
}
