/**
 * `text` in lower case, one character for one as in Go: no final sigma, no dot above after an i.
 * @see golang/go src/strings/strings.go ToLower
 */
export function lowerCase(text: string): string {
  if (isAscii(text)) return text.toLowerCase();
  return Array.from(text, (character) => (character === "\u0130" ? "i" : character.toLowerCase())).join("");
}

/**
 * `text` in upper case, one character for one as in Go: "ß" stays, and does not become "SS".
 * @see golang/go src/strings/strings.go ToUpper
 */
export function upperCase(text: string): string {
  if (isAscii(text)) return text.toUpperCase();
  return Array.from(text, upper).join("");
}

/**
 * `text` with the first letter of each word in title case; what is neither letter, digit nor underscore separates words.
 * @see golang/go src/strings/strings.go Title
 */
export function titleCase(text: string): string {
  let before = " ";
  return Array.from(text, (character) => {
    const result = isSeparator(before) ? title(character) : character;
    before = character;
    return result;
  }).join("");
}

function isAscii(text: string): boolean {
  // eslint-disable-next-line no-control-regex -- all of ASCII
  return /^[\x00-\x7f]*$/.test(text);
}

function upper(character: string): string {
  const result = character.toUpperCase();
  if (isOne(result)) return result;
  return iotaCapital(character) ?? character;
}

/** Greek letters with an iota below have a capital with an iota beside, which is one character, too. */
function iotaCapital(character: string): string | undefined {
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0x1f80 && code <= 0x1faf) return String.fromCodePoint(code | 8);
  if (code === 0x1fb3 || code === 0x1fc3 || code === 0x1ff3) return String.fromCodePoint(code + 9);
  return undefined;
}

function isOne(text: string): boolean {
  return text.length === String.fromCodePoint(text.codePointAt(0) ?? 0).length;
}

/** Letters that are two in one have a form with only the first one large; Georgian has no title case. */
function title(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  for (const first of [0x1c4, 0x1c7, 0x1ca, 0x1f1]) {
    if (code >= first && code <= first + 2) return String.fromCodePoint(first + 1);
  }
  return code >= 0x10d0 && code <= 0x10ff ? character : upper(character);
}

function isSeparator(character: string): boolean {
  if (character <= "\x7f") return !/[A-Za-z0-9_]/.test(character);
  if (/[\p{L}\p{Nd}]/u.test(character)) return false;
  return /[\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/.test(character);
}
