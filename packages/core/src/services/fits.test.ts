import { expect, test } from "vitest";

import { fits } from "./fits.ts";

test.each([
  ["mysite.com", "mysite.com", true],
  ["mysite.com", "mysite-com", false],
  ["<nomad_meta_team>.mysite.com", "shop.mysite.com", true],
  ["<nomad_meta_team>.mysite.com", "shop.mysite-com", false],
  ["v<NOMAD_META_VERSION>,blue", "v12,blue", true],
  ["<dc>.mysite.com", "dc1.mysite.com", true],
  // No variable of Nomad: Fabio sees it as it is.
  ["<b>", "x", false],
])("%s and %s: %s", (expected, actual, result) => {
  expect(fits(expected, actual)).toBe(result);
});
