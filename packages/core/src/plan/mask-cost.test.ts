import { expect, test } from "vitest";

import { maskText } from "./mask-text.ts";

/** Far more than a machine needs that is busy with other things. */
const BOUND_MS = 20_000;

test.each([
  ["token=x", 100_000],
  ['token="', 100_000],
  ["x token=${a ", 50_000],
  ["x token={{a ", 50_000],
  ["{{", 200_000],
  ["token=a            ,", 50_000],
  ["://a:", 100_000],
])("%j many times is masked in time", { timeout: BOUND_MS }, (piece, times) => {
  const text = `x token=${piece.repeat(times)}`;
  expect(maskText(text, { keys: [], secrets: [] })).toContain("(sensitive)");
});
