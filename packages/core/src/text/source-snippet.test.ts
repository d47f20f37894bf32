import { expect, test } from "vitest";
import { sourceSnippet } from "./source-snippet.ts";

/** The snippet of the text between the brackets in `marked`, which are not part of it. */
function snippet(marked: string, width = 40): readonly (string | undefined)[] {
  const start = marked.indexOf("[[");
  const end = marked.indexOf("]]") - 2;
  const text = marked.replace("[[", "").replace("]]", "");
  const position = (offset: number) => {
    const before = text.slice(0, offset).split("\n");
    return { line: before.length, column: (before.at(-1) ?? "").length + 1, offset };
  };
  const found = sourceSnippet(text, { file: "a", start: position(start), end: position(end) }, width);
  return [found?.text, found?.marks];
}

test.for<[string, string, string, string]>([
  ["the range", 'port: [["htpp"]],', 'port: "htpp",', "      ^^^^^^"],
  ["one place for an empty range", "port: [[]]x", "port: x", "      ^"],
  ["one place behind the line for its end", "port:[[]]\nnext", "port:", "     ^"],
  ["the first line of a longer range, to its end", "a\nb [[{  \n  c\n}]]", "b {", "  ^"],
  ["a line without its line feed", "[[abc]]\r\n", "abc", "^^^"],
  ["tabs as four columns", "\tx:\t[[1]]", "    x:    1", "          ^"],
  ["a tab in the range", "[[a\tb]]", "a    b", "^^^^^^"],
  ["wide characters as two columns", '日本 [["語"]]', '日本 "語"', "     ^^^^"],
  ["an emoji of several code points as two columns", "👍🏽👨‍👩‍👧 [[x]]", "👍🏽👨‍👩‍👧 x", "     ^"],
  ["a letter with an accent of its own as one column", "e\u0301e\u0301 [[x]]", "e\u0301e\u0301 x", "   ^"],
])("it marks %s", ([, marked, text, marks]) => {
  expect(snippet(marked).map((part) => part?.trimEnd())).toEqual([text, marks]);
});

const long = "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

test.for<[string, string, string, string]>([
  ["at its end", `[[a]]${long}`, "aabcdefghijklmnopq…", "^"],
  ["at its start", `${long}[[!!]]`, "…KLMNOPQRSTUVWXYZ!!", "                 ^^"],
  ["on both sides", `${long}[[!!]]${long}`, "…UVWXYZ!!abcdefghij…", "       ^^"],
  ["where the range is too long itself", `x[[${long}]]`, "xabcdefghijklmnopq…", " ^^^^^^^^^^^^^^^^^^^"],
])("a long line is cut %s", ([, marked, text, marks]) => {
  expect(snippet(marked, 20)).toEqual([text, marks]);
});

test("no cut line is wider than it may be, and its marks stay below the range", () => {
  const line = `${"日".repeat(30)}${long}👍`;
  for (let column = 0; column < line.length; column++) {
    const [text = "", marks = ""] = snippet(
      `${line.slice(0, column)}[[${line.slice(column, column + 1)}]]${line.slice(column + 1)}`,
      20,
    );
    const wide = (text.match(/[日👍]/gu) ?? []).length;
    expect(Array.from(text).length + wide).toBeLessThanOrEqual(20);
    expect(marks.length).toBeLessThanOrEqual(20);
  }
});

test.for<[string, string, string, string]>([
  [
    "its middle",
    `${"-".repeat(5_000_000)}[[!!]]${"-".repeat(5_000_000)}`,
    "…------!!----------…",
    "       ^^",
  ],
  ["its end", `${"-".repeat(5_000_000)}[[!!]]`, "…----------------!!", "                 ^^"],
  ["its start", `[[!!]]${"-".repeat(5_000_000)}`, "!!----------------…", "^^"],
])("of a line of megabytes, %s is shown at once", ([, marked, text, marks]) => {
  const before = performance.now();
  expect(snippet(marked, 20)).toEqual([text, marks]);
  expect(performance.now() - before).toBeLessThan(10_000);
});

test("a file as a whole has no snippet, nor has a line that is not there", () => {
  const start = { line: 1, column: 1, offset: 0 };
  expect(sourceSnippet("abc", { file: "a", start, end: start }, 20)).toBeUndefined();
  const far = { line: 9, column: 1, offset: 90 };
  expect(sourceSnippet("abc", { file: "a", start: far, end: far }, 20)).toBeUndefined();
});

test.for<[string, string, string, string]>([
  [
    "before the range",
    'PASSWORD: "hunter2", x: [[30]]',
    'PASSWORD: "(sensitive)", x: 30',
    " ".repeat(28) + "^^",
  ],
  ["behind it", '[["Tokne"]]: 1, "Token":"hvs.CAESIJ"', '"Tokne": 1, "Token":"(sensitive)"', "^^^^^^^"],
  ["in it", '[[PASSWORD: "hunter2"]], x', 'PASSWORD: "(sensitive)", x', "^".repeat(23)],
  [
    "around it",
    'PASSWORD: "hun[[ter]]2", x',
    'PASSWORD: "(sensitive)", x',
    `${" ".repeat(11)}${"^".repeat(11)}`,
  ],
  [
    "of which the line above says so",
    'PASSWORD:\n  "[[hunter2]]"',
    '  "(sensitive)"',
    `   ${"^".repeat(11)}`,
  ],
])("a secret %s is not shown", ([, marked, text, marks]) => {
  expect(snippet(marked)).toEqual([text, marks]);
});
