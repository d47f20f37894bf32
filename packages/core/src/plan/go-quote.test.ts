import { expect, test } from "vitest";

import { goQuote, printable } from "./go-quote.ts";

// What fmt.Printf("%q") of Go 1.26 prints.
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
  ["'`$", '"\'`$"'],
])("%j is quoted as Go does: %s", (text, quoted) => {
  expect(goQuote(text)).toBe(quoted);
});

test.each([
  ["\x1b[2Jgone", "\\x1b[2Jgone"],
  ["two\nlines", "two\\nlines"],
  ["\u202eright to left", "\\u202eright to left"],
  ['"quoted" \\n', '"quoted" \\n'],
  ["日本", "日本"],
])("%j does nothing to a terminal as %s", (text, safe) => {
  expect(printable(text)).toBe(safe);
});
