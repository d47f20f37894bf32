import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LineIndex } from "./line-index.ts";

const family = "👨‍👩‍👧";

describe("a position", () => {
  test.for<[string, string, number, [number, number], [number, number]]>([
    ["the start of an empty text", "", 0, [1, 1], [1, 1]],
    ["the start", "abc", 0, [1, 1], [1, 1]],
    ["the end", "abc", 3, [1, 4], [1, 4]],
    ["beyond the end", "abc", 99, [1, 4], [1, 4]],
    ["a line feed", "a\nb", 1, [1, 2], [1, 2]],
    ["after a line feed", "a\nb", 2, [2, 1], [2, 1]],
    ["after the last line feed", "a\n", 2, [2, 1], [2, 1]],
    ["after an empty first line", "\nb", 1, [2, 1], [2, 1]],
    ["after a carriage return and line feed", "a\r\nb", 3, [2, 1], [2, 1]],
    ["after an emoji", "a\n👍x", 4, [2, 3], [2, 2]],
    ["within an emoji", "👍x", 1, [1, 2], [1, 1]],
    ["after an emoji of several", `${family}x`, family.length, [1, family.length + 1], [1, 2]],
    ["after a letter with an accent of its own", "e\u0301x", 2, [1, 3], [1, 2]],
    ["between a letter and its accent", "e\u0301x", 1, [1, 2], [1, 1]],
    ["after a sign that stands before a digit", "\u06001x", 2, [1, 3], [1, 2]],
    ["after two flags", "🇩🇪🇫🇷x", 8, [1, 9], [1, 3]],
  ])("of %s", ([, text, offset, utf16, grapheme]) => {
    const inUnits = new LineIndex(text, "utf16").positionAt(offset);
    const inClusters = new LineIndex(text, "grapheme").positionAt(offset);
    expect([inUnits.line, inUnits.column]).toEqual(utf16);
    expect([inClusters.line, inClusters.column]).toEqual(grapheme);
    expect(inClusters.offset).toBe(Math.min(offset, text.length));
  });

  test("of a range has the file's name", () => {
    expect(new LineIndex("a\nbc").rangeAt("web.ts", 2, 4)).toEqual({
      file: "web.ts",
      start: { line: 2, column: 1, offset: 2 },
      end: { line: 2, column: 3, offset: 4 },
    });
  });
});

describe("an offset", () => {
  test.for<[string, string, number, number, number, number]>([
    ["a line and column", "ab\ncd", 2, 2, 4, 4],
    ["a column beyond the line: its end", "ab\ncd", 1, 9, 2, 2],
    ["a line beyond the text: its end", "ab\ncd", 9, 1, 5, 5],
    ["a column after an emoji", "👍x", 1, 2, 1, 2],
    ["a column after a letter with an accent of its own", "e\u0301x", 1, 2, 1, 2],
  ])("of %s", ([, text, line, column, utf16, grapheme]) => {
    expect(new LineIndex(text, "utf16").offsetAt(line, column)).toBe(utf16);
    expect(new LineIndex(text, "grapheme").offsetAt(line, column)).toBe(grapheme);
  });
});

const texts = fc
  .array(
    fc.constantFrom(
      "a",
      " ",
      "\n",
      "\r\n",
      "é",
      "e\u0301",
      "\u0301",
      "日",
      "👍🏽",
      "🇩🇪",
      "🇫",
      "\u0600",
      "\u200d",
    ),
  )
  .map((parts) => parts.join(""));

test("grapheme columns are those of the line cut into clusters, in whatever order they are asked for", () => {
  fc.assert(
    fc.property(texts, fc.array(fc.nat(60)), (text, offsets) => {
      const index = new LineIndex(text, "grapheme");
      for (const asked of offsets) {
        const offset = Math.min(asked, text.length);
        const start = text.lastIndexOf("\n", offset - 1) + 1;
        const line = /^[^\n]*/.exec(text.slice(start))?.[0] ?? "";
        const ends = [...new Intl.Segmenter().segment(line)].map(
          (cut) => start + cut.index + cut.segment.length,
        );
        const { column } = index.positionAt(offset);
        expect(column).toBe(ends.filter((end) => end <= offset).length + 1);
        if (column > 1) expect(index.offsetAt(index.positionAt(offset).line, column)).toBe(ends[column - 2]);
      }
    }),
  );
});

test("an offset is found again by its position", () => {
  fc.assert(
    fc.property(texts, fc.nat(60), (text, asked) => {
      const index = new LineIndex(text);
      const { line, column, offset } = index.positionAt(asked);
      expect(index.offsetAt(line, column)).toBe(offset);
    }),
  );
});
