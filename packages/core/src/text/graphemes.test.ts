import fc from "fast-check";
import { expect, test } from "vitest";

import { firstGraphemes, graphemeCount, graphemes } from "./graphemes.ts";

test.each([
  ["", []],
  ["abc", ["a", "b", "c"]],
  ["e\u0301x", ["e\u0301", "x"]],
  ["a\r\nb\rc", ["a", "\r\n", "b", "\r", "c"]],
  ["日本", ["日", "本"]],
  ["👩‍👩‍👧x👍🏽", ["👩‍👩‍👧", "x", "👍🏽"]],
  ["🇩🇪🇫", ["🇩🇪", "🇫"]],
  // Unicode 15.1 and later make one of them.
  ["क्षि", ["क्", "षि"]],
])("%j is cut as HCL cuts it", (text, expected) => {
  expect(graphemes(text)).toEqual(expected);
});

test("count, first ones and all agree", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme-composite" }), fc.nat(12), (text, count) => {
      const all = graphemes(text);
      expect(all.join("")).toBe(text);
      expect(graphemeCount(text)).toBe(all.length);
      expect(graphemeCount(`ab${text}`, 2)).toBe(all.length);
      expect(firstGraphemes(text, count)).toBe(all.slice(0, count).join(""));
    }),
  );
});
