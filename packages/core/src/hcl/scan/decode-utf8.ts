/**
 * The text of a file. Bytes that are no UTF-8, which HCL refuses, each become half of a surrogate pair (U+DC80 to U+DCFF), so
 * that the parser can say where they are. A byte order mark stays, as the parser passes over it.
 *
 * HCL also takes bytes that only look like UTF-8: characters in more bytes than needed, halves of surrogate pairs, numbers
 * beyond U+10FFFF. What becomes of them is U+FFFD in the job, which nobody means: they are refused, too.
 * @see hashicorp/hcl hclsyntax/scan_tokens.rl BrokenUTF8 (v2.20.2)
 */
export function decodeHcl(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return decodeBroken(bytes);
  }
}

/** Decodes what can be, from one broken byte to the next. */
function decodeBroken(bytes: Uint8Array): string {
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const parts: string[] = [];
  let done = 0;
  let at = 0;
  while (at < bytes.length) {
    const length = characterLength(bytes, at);
    if (length === 0) {
      parts.push(decoder.decode(bytes.subarray(done, at)), String.fromCharCode(0xdc00 + (bytes[at] ?? 0)));
      done = at + 1;
    }
    at += Math.max(length, 1);
  }
  parts.push(decoder.decode(bytes.subarray(done)));
  return parts.join("");
}

/** How many bytes the character at `at` has; 0 where there is none. */
function characterLength(bytes: Uint8Array, at: number): number {
  const [first = 0, second = 0] = [bytes[at], bytes[at + 1]];
  if (first < 0x80) return 1;
  const length =
    first >= 0xc2 && first <= 0xdf ? 2 : first >= 0xe0 && first <= 0xef ? 3 : first <= 0xf4 ? 4 : 0;
  if (first < 0xc2 || length === 0) return 0;
  // Neither longer than needed, nor surrogates, nor beyond U+10FFFF.
  const least = first === 0xe0 ? 0xa0 : first === 0xf0 ? 0x90 : 0x80;
  const most = first === 0xed ? 0x9f : first === 0xf4 ? 0x8f : 0xbf;
  if (second < least || second > most) return 0;
  for (let index = at + 2; index < at + length; index++) {
    if (((bytes[index] ?? 0) & 0xc0) !== 0x80) return 0;
  }
  return length;
}
