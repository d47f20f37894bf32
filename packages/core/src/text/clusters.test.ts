import fc from "fast-check";
import { expect, test } from "vitest";

import { clusterCount, clusters, firstClusters } from "./clusters.ts";

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
  expect(clusters(text)).toEqual(expected);
});

test("count, first ones and all agree", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme-composite" }), fc.nat(12), (text, count) => {
      const all = clusters(text);
      expect(all.join("")).toBe(text);
      expect(clusterCount(text)).toBe(all.length);
      expect(clusterCount(`ab${text}`, 2)).toBe(all.length);
      expect(firstClusters(text, count)).toBe(all.slice(0, count).join(""));
    }),
  );
});
