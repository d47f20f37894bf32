import { describe, expect, test } from "vitest";

import { countTests, failuresOf } from "./vitest.js";
import { root } from "./run-command.js";

const passed = { status: "passed", assertionResults: [{ status: "passed" }] };
const failed = { status: "failed", assertionResults: [{ status: "passed" }, { status: "failed" }] };
const broken = { status: "failed", assertionResults: [] };

function report(testResults, numbers) {
  const none = { numPassedTests: 0, numFailedTests: 0, numPendingTests: 0, numTodoTests: 0 };
  return { ...none, ...numbers, testResults };
}

describe("a run of vitest is counted so that nothing which went wrong is lost", () => {
  test.each([
    ["all is well", report([passed], { numPassedTests: 1 }), 0, [1, 0, 0]],
    ["a test failed", report([failed], { numPassedTests: 1, numFailedTests: 1 }), 1, [1, 1, 0]],
    ["a file could not be loaded", report([passed, broken], { numPassedTests: 1 }), 1, [1, 1, 0]],
    ["a type test failed outside of a test", report([passed], { numPassedTests: 1 }), 1, [1, 1, 0]],
    [
      "some were skipped",
      report([passed], { numPassedTests: 1, numPendingTests: 2, numTodoTests: 1 }),
      0,
      [1, 0, 3],
    ],
    ["no report was written", undefined, 1, [0, 1, 0]],
    ["no report was written, and yet it ended well", undefined, 0, [0, 1, 0]],
  ])("%s", (_, json, code, [ok, bad, skipped]) => {
    expect(countTests(json, code)).toEqual({ passed: ok, failed: bad, skipped });
  });
});

test("what failed is told in a line each: the file, the test and the first line of its error", () => {
  const wrong = {
    fullName: "sums are right",
    status: "failed",
    failureMessages: ["\u001b[31mexpected 3\u001b[39m\nat …"],
  };
  const files = [
    { name: `${root}a.test.ts`, status: "failed", assertionResults: [{ status: "passed" }, wrong] },
    { name: `${root}b.test.ts`, status: "failed", message: "Cannot find c.ts\nat …", assertionResults: [] },
    { name: `${root}d.test.ts`, ...passed },
  ];
  expect(failuresOf({ testResults: files })).toEqual([
    "a.test.ts: sums are right: expected 3",
    "b.test.ts: Cannot find c.ts",
  ]);
  expect(failuresOf(undefined)).toEqual([]);
});
