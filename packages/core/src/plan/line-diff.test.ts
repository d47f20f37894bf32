import * as fc from "fast-check";
import { expect, test } from "vitest";

import { unifiedDiff } from "./line-diff.ts";

// The output of GNU diff -U3, but for the sentence about the missing line feed.
test.each([
  ["equal texts", "a\nb\n", "a\nb\n", []],
  [
    "two changes far apart, the second in the missing line feed",
    "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n",
    "a\nB\nc\nd\ne\nf\ng\nh\ni\nj",
    [
      ...["@@ -1,5 +1,5 @@", " a", "-b", "+B", " c", " d", " e"],
      ...["@@ -7,4 +7,4 @@", " g", " h", " i", "-j", "+j", "\\ no line feed at the end"],
    ],
  ],
  [
    "six unchanged lines between two changes keep them together",
    "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n",
    "a\nX\nc\nd\ne\nf\ng\nh\nY\nj\n",
    ["@@ -1,10 +1,10 @@", " a", "-b", "+X", " c", " d", " e", " f", " g", " h", "-i", "+Y", " j"],
  ],
  [
    "a line less and later a line more",
    "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n",
    "1\n2\n4\n5\n6\n7\n8\n9\n10\nx\n11\n",
    [
      ...["@@ -1,6 +1,5 @@", " 1", " 2", "-3", " 4", " 5", " 6"],
      ...["@@ -8,4 +7,5 @@", " 8", " 9", " 10", "+x", " 11"],
    ],
  ],
  ["all new", "", "x\ny\n", ["@@ -0,0 +1,2 @@", "+x", "+y"]],
  ["all gone", "x\ny\n", "", ["@@ -1,2 +0,0 @@", "-x", "-y"]],
])("%s", (_, before, after, lines) => {
  expect(unifiedDiff(before, after)).toEqual(lines);
});

const lines = fc.array(fc.constantFrom("a", "b", "c", "d"), { maxLength: 40 });

test("the lines kept and removed are the text before, those kept and added the text after, where it changed", () => {
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const diff = unifiedDiff(text(before), text(after));
      expect(apply(before, diff)).toEqual(after);
    }),
  );
});

test("two texts of thousands of lines without a common one are shown as removed and added", () => {
  const diff = unifiedDiff(many("a"), many("b"));
  expect(diff.slice(0, 2)).toEqual(["@@ -1,3000 +1,3000 @@", "-a0"]);
  expect(diff).toHaveLength(6001);
});

function many(word: string): string {
  return Array.from({ length: 3000 }, (_, at) => `${word}${at}\n`).join("");
}

function text(all: readonly string[]): string {
  return all.map((line) => `${line}\n`).join("");
}

/** Applies a diff as `patch` does: by the line numbers of its headers, taking kept lines from the diff. */
function apply(before: readonly string[], diff: readonly string[]): string[] {
  const after: string[] = [];
  let next = 0;
  for (const line of diff) {
    const header = /^@@ -(\d+),(\d+) /.exec(line);
    if (header !== null) {
      const start = Number(header[1]) - (header[2] === "0" ? 0 : 1);
      while (next < start) after.push(before[next++] ?? "missing");
    } else if (line.startsWith("+")) {
      after.push(line.slice(1));
    } else {
      const meets = before[next] === line.slice(1);
      if (!meets || line.startsWith(" ")) after.push(meets ? line.slice(1) : `not ${line}`);
      next++;
    }
  }
  return [...after, ...before.slice(next)];
}
