import { expect, test } from "vitest";

import { isIdentifier } from "./identifier.ts";

test.each(["a", "_", "a-b", "X_1", "for", "true", "größe", "ключ", "日本語", "かな", "a-", "a\u3099"])(
  "%s is a name",
  (name) => {
    expect(isIdentifier(name)).toBe(true);
  },
);

test.each([
  ["", "is empty"],
  ["1a", "begins with a digit"],
  ["-a", "begins with a dash"],
  ["a.b", "has a dot"],
  ["a b", "has a blank"],
  ["a\n", "ends with a newline"],
  ["e\u0301", "is not composed"],
  ["\u0560", "has a letter of Unicode 11"],
  ["👍", "has no letter"],
])("%j %s", (name) => {
  expect(isIdentifier(name)).toBe(false);
});
