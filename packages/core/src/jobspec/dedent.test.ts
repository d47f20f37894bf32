import { expect, test } from "vitest";

import { dedent } from "./dedent.ts";

test.each<[string, string, string]>([
  [
    "common blanks",
    dedent`
    a
      b
  `,
    "a\n  b\n",
  ],
  [
    "empty lines",
    dedent`
    a

    b
  `,
    "a\n\nb\n",
  ],
  [
    "no line break at the end",
    dedent`
    a
    b`,
    "a\nb",
  ],
  [
    "a value at the beginning of a line, whose own lines stay",
    dedent`
    ${"x\n  y"}
      b ${1}
  `,
    "x\n  y\n  b 1\n",
  ],
  ["one line", dedent`  a  `, "a  "],
  ["nothing", dedent``, ""],
  [
    "lines that have more blanks than the rest, and nothing else",
    dedent`
    a
      ${""}
    b
  `,
    "a\n  \nb\n",
  ],
])("%s", (_, got, want) => {
  expect(got).toBe(want);
});
