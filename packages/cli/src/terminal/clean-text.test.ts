import { describe, expect, test } from "vitest";

import { cleanJson, cleanStyledText, cleanText, oneLine } from "./clean-text.ts";

describe("text from a server or a file loses what a terminal would act on", () => {
  test.each([
    ["an escape sequence", "web\u001b[2J\u001b]0;title\u0007", "web[2J]0;title"],
    ["colours", "\u001b[31mred\u001b[39m", "[31mred[39m"],
    ["a carriage return and a backspace", "good\rbad\b", "goodbad"],
    ["the controls of eight bits", "a\u009b2Jb\u0085", "a2Jb"],
    ["marks that reorder text", "user\u202ecilop\u202c\u2066x\u2069", "usercilopx"],
    [
      "not letters that nobody sees, which are shown",
      "we\u200bb\ufeff\u200f",
      String.raw`we\u200bb\ufeff\u200f`,
    ],
    ["joiners where nothing is to be joined", "we\u200db", String.raw`we\u200db`],
    [
      "not joiners of scripts and pictures",
      "\u0645\u06cc\u200c\u062e 👩\u200d💻",
      "\u0645\u06cc\u200c\u062e 👩\u200d💻",
    ],
    ["line breaks of Unicode", "a\u2028b\u2029c", "a b c"],
    ["not tabs and line feeds", "a\tb\nc", "a\tb\nc"],
    ["not letters of any language", "größe 大きさ 👍", "größe 大きさ 👍"],
  ])("%s", (_, text, expected) => {
    expect(cleanText(text)).toBe(expected);
  });
});

describe("text that nomadx has styled keeps its own colours and nothing else", () => {
  test.each([
    [
      "bold and red",
      "\u001b[1m\u001b[31merror\u001b[39m\u001b[22m",
      "\u001b[1m\u001b[31merror\u001b[39m\u001b[22m",
    ],
    ["concealed text is shown", "\u001b[8mhidden\u001b[28m", "[8mhidden[28m"],
    ["cursor movements go", "\u001b[31m\u001b[2Ax\u001b[39m", "\u001b[31m[2Ax\u001b[39m"],
    ["links go", "\u001b]8;;http://x\u001b\\text", "]8;;http://x\\text"],
  ])("%s", (_, text, expected) => {
    expect(cleanStyledText(text)).toBe(expected);
  });
});

describe("a style that is not taken back on its line ends with it", () => {
  test.each([
    ["a colour", "a \u001b[31mlog line", "a \u001b[31mlog line\u001b[39m"],
    ["of several lines", "\u001b[31ma\nb\u001b[1m\nc", "\u001b[31ma\u001b[39m\nb\u001b[1m\u001b[22m\nc"],
    ["both kinds", "\u001b[1m\u001b[32mx", "\u001b[1m\u001b[32mx\u001b[22m\u001b[39m"],
    ["begun anew", "\u001b[31ma\u001b[39m \u001b[33mb", "\u001b[31ma\u001b[39m \u001b[33mb\u001b[39m"],
    ["what is taken back", "\u001b[2mx\u001b[22m", "\u001b[2mx\u001b[22m"],
  ])("%s", (_, text, expected) => {
    expect(cleanStyledText(text)).toBe(expected);
  });
});

test.each([
  ["web\nSTATUS\trunning", "web STATUS running"],
  ["a\r\nb\u2028c\u0085d", "a b cd"],
  ["  two  blanks  ", "  two  blanks  "],
  ["\u001b[31mred", "[31mred"],
])("%j is one line", (text, expected) => {
  expect(oneLine(text)).toBe(expected);
});

test("JSON means the same after its control characters are escaped", () => {
  const value = { name: "a\u009b2J\u202eb\u007f\u200b\u2028", other: "ü" };
  const json = cleanJson(JSON.stringify(value));
  expect(json).toBe(String.raw`{"name":"a\u009b2J\u202eb\u007f\u200b\u2028","other":"ü"}`);
  expect(JSON.parse(json)).toEqual(value);
});
