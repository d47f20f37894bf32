import { fromBytes, toBytes } from "./bytes.ts";

const named: Readonly<Record<string, string>> = {
  a: "\u0007",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
  "\\": "\\",
};

/**
 * Returns the text that a quoted text of Go's stands for, or `undefined` where Go refuses it. In single quotes stands
 * exactly one character, or, by an oversight of Go's, nothing. Bytes that are not UTF-8 become U+FFFD.
 * @see golang/go src/strconv/quote.go Unquote
 */
export function unquote(text: string): string | undefined {
  const mark = text.charAt(0);
  if (text.length < 2 || text.at(-1) !== mark || !/["'`]/.test(mark)) return undefined;
  const inner = text.slice(1, -1);
  if (mark === "`") return inner.includes("`") ? undefined : inner.replaceAll("\r", "");
  if (inner.includes("\n")) return undefined;
  let bytes = "";
  let count = 0;
  const pieces = /\\(?:x([\da-fA-F]{2})|u([\da-fA-F]{4})|U([\da-fA-F]{8})|([0-7]{3})|([^xuU0-7]))|([^\\])/uy;
  while (pieces.lastIndex < inner.length) {
    const piece = pieces.exec(inner);
    if (piece === null) return undefined;
    const [, hex, short, long, octal, name, plain] = piece;
    const read =
      plain === undefined ? escaped(mark, hex, short ?? long, octal, name) : plainText(plain, mark);
    if (read === undefined) return undefined;
    bytes += read;
    count++;
  }
  return mark === "'" && count > 1 ? undefined : fromBytes(bytes);
}

function plainText(character: string, mark: string): string | undefined {
  return character === mark ? undefined : toBytes(character);
}

function escaped(
  mark: string,
  hex: string | undefined,
  point: string | undefined,
  octal: string | undefined,
  name: string | undefined,
): string | undefined {
  if (point !== undefined) {
    const code = Number.parseInt(point, 16);
    const isCharacter = code < 0xd800 || (code > 0xdfff && code <= 0x10ffff);
    return isCharacter ? toBytes(String.fromCodePoint(code)) : undefined;
  }
  if (name !== undefined) return name === mark ? name : named[name];
  const byte = hex === undefined ? Number.parseInt(octal ?? "", 8) : Number.parseInt(hex, 16);
  if (byte > 255) return undefined;
  // In single quotes a byte is a character, in double quotes a piece of UTF-8.
  return mark === "'" ? toBytes(String.fromCharCode(byte)) : String.fromCharCode(byte);
}
