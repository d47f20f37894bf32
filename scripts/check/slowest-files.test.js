import { expect, test } from "vitest";

import { slowestFiles } from "./slowest-files.js";

test("the slowest files come first, and every file is in the sum of its step", () => {
  const files = [
    { name: "a.test.ts", tests: 2, seconds: 0.04, step: "tests-unit" },
    { name: "b.test.ts", tests: 10, seconds: 12.34, step: "tests-unit" },
    { name: "c.test.ts", tests: 1000, seconds: 103, step: "tests-workspace" },
  ];
  expect(slowestFiles(files, 2)).toBe(`Where the time of the tests goes
 seconds  tests  file
   103.0   1000  c.test.ts (tests-workspace)
    12.3     10  b.test.ts (tests-unit)
    12.4     12  all 2 files of tests-unit
   103.0   1000  all 1 files of tests-workspace
`);
});

test("without tests there is nothing to show", () => {
  expect(slowestFiles([])).toBe("");
});
