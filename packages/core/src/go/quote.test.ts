import { expect, test } from "vitest";

import { quote } from "./quote.ts";

// The output of fmt.Printf("%q") in Go 1.26.
test.each([
  ["plain", '"plain"'],
  ['say "hi"', '"say \\"hi\\""'],
  ["back\\slash", '"back\\\\slash"'],
  ["a\tb\nc\rd", '"a\\tb\\nc\\rd"'],
  ["\x07\b\f\v", '"\\a\\b\\f\\v"'],
  ["\x00\x1b[31m\x7f", '"\\x00\\x1b[31m\\x7f"'],
  ["café 日本 🙂", '"café 日本 🙂"'],
  ["no\u00a0break", '"no\\u00a0break"'],
  ["\u202eabc", '"\\u202eabc"'],
  ["\u2028", '"\\u2028"'],
  ["\ufeff", '"\\ufeff"'],
  ["\u{e0001}", '"\\U000e0001"'],
  ["half a pair: \ud83d", '"half a pair: \ufffd"'],
  ["\ufffd", '"\ufffd"'],
  ["'`$", '"\'`$"'],
])("%j is quoted as Go does: %s", (text, quoted) => {
  expect(quote(text)).toBe(quoted);
});
