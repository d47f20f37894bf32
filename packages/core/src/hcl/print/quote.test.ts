import { expect, test } from "vitest";

import { escapeSequences, isPrintable, quote } from "./quote.ts";

test.each([
  ["", '""'],
  ["web", '"web"'],
  ['say "hi"', String.raw`"say \"hi\""`],
  ["C:\\temp", String.raw`"C:\\temp"`],
  ["a\nb\r\n\tc", String.raw`"a\nb\r\n\tc"`],
  ["\0 \x1b[31m \x7f \x85", String.raw`"\u0000 \u001b[31m \u007f \u0085"`],
  ["\u2028 \u202e \ufeff", String.raw`"\u2028 \u202e \ufeff"`],
  ["ünïcödé 日本 👩‍👩‍👧", '"ünïcödé 日本 👩‍👩‍👧"'],
  ["${var.x} $${a} ${", '"$${var.x} $$${a} $${"'],
  ["%{ if a } %%{ 100% $5", '"%%{ if a } %%%{ 100% $5"'],
])("%j is quoted as %s", (text, quoted) => {
  expect(quote(text)).toBe(quoted);
});

test("a heredoc needs escapes for template sequences alone", () => {
  expect(escapeSequences('${a} %{b} "c" \\ $d\n')).toBe('$${a} %%{b} "c" \\ $d\n');
});

test.each([
  ["tabs\tand\nlines", true],
  ["a carriage return\r\n", false],
  ["an escape \x1b", false],
])("%j can stand in a heredoc: %s", (text, expected) => {
  expect(isPrintable(text)).toBe(expected);
});
