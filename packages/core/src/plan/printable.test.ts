import { expect, test } from "vitest";

import { printable } from "./printable.ts";

test.each([
  ["\x1b[2Jgone", "\\x1b[2Jgone"],
  ["two\nlines", "two\\nlines"],
  ["\u202eright to left", "\\u202eright to left"],
  ['"quoted" \\n', '"quoted" \\n'],
  ["日本", "日本"],
])("%j does nothing to a terminal as %s", (text, safe) => {
  expect(printable(text)).toBe(safe);
});
