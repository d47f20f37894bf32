import { describe, expect, test } from "vitest";

import { exitCodes, exitNameOf } from "./exit-codes.ts";

test("exit codes are the documented ones", () => {
  expect(exitCodes).toEqual({
    ok: 0,
    failed: 1,
    changes: 2,
    invalid: 3,
    unhealthy: 4,
    timeout: 5,
    conflict: 6,
    mismatch: 7,
    usage: 64,
    interrupted: 130,
  });
});

describe("an error of the library leads to an exit code", () => {
  test.each([
    ["usage", 64],
    ["invalid", 3],
    ["conflict", 6],
    ["timeout", 5],
    ["refused", 1],
    ["not-found", 1],
    ["permission", 1],
    ["unreachable", 1],
    ["tls", 1],
    ["protocol", 1],
  ] as const)("%s: %i", (code, exit) => {
    expect(exitCodes[exitNameOf(code)]).toBe(exit);
  });
});
