import { expect, test } from "vitest";

import { compileGlob } from "./glob.ts";

/** Far more than a machine needs that is busy with other things; without limits, it would be hours. */
const BOUND_MS = 20_000;

test.each<[string, string, boolean]>([
  ["*a".repeat(24), `${"a".repeat(250)}b`, false],
  ["*a".repeat(24), "a".repeat(250), true],
  ["*a?".repeat(24), `${"a".repeat(100)}b`, true],
  ["{a*,b*}".repeat(12), `${"ab".repeat(30)}c`, false],
])("%s against a long text is answered in time", { timeout: BOUND_MS }, (pattern, text, expected) => {
  const glob = compileGlob(pattern);
  expect(glob.kind === "glob" && glob.match(text)).toBe(expected);
});

test.each(["*a", "?", "??*a", "[!a]", "[a-c]x*", "{a*,b}"])(
  "as many pieces of %s as are allowed are compiled in time, and more are refused",
  { timeout: BOUND_MS },
  (piece) => {
    const pieces = (count: number): string => {
      const glob = compileGlob(piece.repeat(count));
      return glob.kind === "error" ? glob.error : "";
    };
    expect(pieces(150)).toBe("");
    expect(pieces(100_000)).toMatch(/^\d+ pieces, and at most 1000 are compiled$/);
  },
);
