import { expect, test } from "vitest";

import { shortenText } from "./shorten-text.ts";

const note = (kept: number, all: number) => `… (cut after ${kept} of ${all} characters; --json shows all)`;

test.each([
  ["what is short enough", "x".repeat(4_000), "x".repeat(4_000)],
  ["one word", "x".repeat(20_000), `${"x".repeat(4_000)}${note(4_000, 20_000)}`],
  ["words", "four ".repeat(4_000), `${"four ".repeat(800).trimEnd()}${note(3_999, 20_000)}`],
  [
    "lines",
    "a line of words\n".repeat(1_250),
    `${"a line of words\n".repeat(250).trimEnd()}${note(3_999, 20_000)}`,
  ],
  ["a first word that is short", `a ${"x".repeat(4_999)}`, `a ${"x".repeat(3_998)}${note(4_000, 5_001)}`],
  ["a letter of two halves", `x${"😀".repeat(2_000)}`, `x${"😀".repeat(1_999)}${note(3_999, 4_001)}`],
])("%s", (_, text, shown) => {
  expect(shortenText(text)).toBe(shown);
});
