import { expect, test } from "vitest";

import { fits } from "./fits.ts";

test("many variables are no more work than few", () => {
  const expected = "<node.x>a".repeat(500);
  expect(fits(`${expected}b`, "a".repeat(100_000))).toBe(false);
  expect(fits(expected, "a".repeat(100_000))).toBe(true);
});

test.each([
  ["mysite.com", "mysite.com", true],
  ["mysite.com", "mysite-com", false],
  ["<nomad_meta_team>.mysite.com", "shop.mysite.com", true],
  ["<nomad_meta_team>.mysite.com", "shop.mysite-com", false],
  ["v<NOMAD_META_VERSION>,blue", "v12,blue", true],
  ["<dc>.mysite.com", "dc1.mysite.com", true],
  ["a<node.x>b<node.y>c", "a1b2c", true],
  ["a<node.x>b<node.y>c", "abc", true],
  ["a<node.x>b<node.y>c", "a1c2c", false],
  ["<node.x>ab<node.y>ab", "ab", false],
  ["<node.x>ab<node.y>ab", "abab", true],
  ["aa<node.x>aa", "aaa", false],
  // No variable of Nomad: Fabio sees it as it is.
  ["<b>", "x", false],
])("%s and %s: %s", (expected, actual, result) => {
  expect(fits(expected, actual)).toBe(result);
});
