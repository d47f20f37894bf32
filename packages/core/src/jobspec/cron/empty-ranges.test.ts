import { expect, test } from "vitest";

import { emptyRanges } from "./empty-ranges.ts";

test.each([
  ["0 22-4 * * *", ["22-4"], ["22-23,0-4"]],
  [
    "50-10,5 12 * NOV-feb FRI-MON",
    ["50-10", "NOV-feb", "FRI-MON"],
    ["50-59,0-10", "NOV-12,1-feb", "FRI-6,0-MON"],
  ],
  ["0 0 1 12-1 *", ["12-1"], ["12,1"]],
  ["0 0 25-5/3 * *", ["25-5/3"], [undefined]],
  ["0 0 1 1 * 2040-2030", ["2040-2030"], [undefined]],
  ["0 0 * * SAT-SUN", [], []],
  ["0 4-4 1-31 * 5-7", [], []],
  ["0 22-4 *", [], []],
  ["@daily", [], []],
])("%s has the empty ranges %j", (text, written, around) => {
  expect(emptyRanges(text).map((range) => range.written)).toStrictEqual(written);
  expect(emptyRanges(text).map((range) => range.around)).toStrictEqual(around);
});
