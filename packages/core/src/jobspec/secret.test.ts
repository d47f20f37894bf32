import { format, inspect } from "node:util";
import { expect, test } from "vitest";

import { isSecret, revealSecret, secret } from "./secret.ts";

const mark = secret("hunter2");

test("what console.log shows of a secret is not the secret", () => {
  const shown = [
    inspect(mark),
    inspect({ a: [mark] }, { depth: null, showHidden: true }),
    format("%o %O %j", mark, mark, mark),
    JSON.stringify({ mark, ...mark }),
    Object.keys(mark).join(),
  ];
  expect(shown.join("\n")).toContain("(sensitive)");
  expect(shown.join("\n")).not.toContain("hunter2");
});

test("a secret is known by its mark, and holds its value", () => {
  expect([isSecret(mark), isSecret({ ...mark }), isSecret("hunter2")]).toEqual([true, false, false]);
  expect(revealSecret(mark)).toBe("hunter2");
});

test("a secret does not become part of a text", () => {
  expect(() => Number(mark)).toThrow("A secret() was put into a text");
});
