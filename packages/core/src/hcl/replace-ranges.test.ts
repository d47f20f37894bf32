import { expect, test } from "vitest";

import { parseHcl } from "./parse-hcl.ts";
import { replaceRanges } from "./replace-ranges.ts";

test("a file is changed, and keeps its comments", () => {
  const text = 'count = 1 # one\nname  = "a"\n';
  const values = parseHcl(text).tree.items.map((item) => (item.kind === "attribute" ? item.value : item));
  const replacements = values.map(({ start, end }, index) => ({ start, end, text: `${index + 2}` }));
  expect(replaceRanges(text, replacements.toReversed())).toBe("count = 2 # one\nname  = 3\n");
});

test("an empty range puts something in", () => {
  expect(replaceRanges("ac", [{ start: 1, end: 1, text: "b" }])).toBe("abc");
});

test.each([
  ["overlap", 0, 2, 1, 3],
  ["are beyond the end", 0, 1, 2, 9],
  ["stand nowhere", -1, -1, 0, 1],
])("ranges that %s are refused", (_, start, end, nextStart, nextEnd) => {
  const replacements = [
    { start, end, text: "" },
    { start: nextStart, end: nextEnd, text: "" },
  ];
  expect(() => replaceRanges("abc", replacements)).toThrow(
    /The range from .* (?:overlaps|is not in the text)/,
  );
});
