import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { hostileText } from "../text/testing/hostile-text.ts";
import { evaluate } from "./evaluate/evaluate.ts";
import { parseHclJson } from "./json/parse-hcl-json.ts";
import { parseExpression, parseHcl, parseTemplateText } from "./parse-hcl.ts";
import type { Expression } from "./syntax/expression.ts";

const hostile = hostileText(
  ...Array.from('{}[]()"=:,.?!-+*/%<>&|#~\\'),
  "\n",
  "${",
  "%{",
  "$${",
  "<<A\n",
  "\nA\n",
  "[*]",
  ".*",
  "[0]",
  ".a",
  "=>",
  "...",
  "f(",
  "for a in ",
  "%{if true}",
  "%{for a in [1]}",
  "%{endif}",
  "true?1:",
  "1e99999",
  "null",
  "a = ",
  "a {\n",
);

/** Every expression that a text can be meant to be. */
const spellings: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => `"${text}"`,
  (text) => `[${text}]`,
  (text) => `{${text}}`,
  (text) => `(${text})`,
  (text) => `f(${text})`,
];

test("whatever a text says, it is read, and what it comes to is a value", () => {
  fc.assert(
    fc.property(hostile, (text) => {
      for (const spelling of spellings)
        expect(typeof valueOf(parseExpression(spelling(text)).tree)).toBe("string");
      expect(typeof valueOf(parseTemplateText(text).tree)).toBe("string");
      expect(parseHcl(`a = ${text}`).tree.kind).toBe("body");
      expect(Array.isArray(parseHclJson(`{"a": ${text}}`).diagnostics)).toBe(true);
      expect(Array.isArray(parseHclJson(`{"a": "${text}"}`).diagnostics)).toBe(true);
    }),
  );
});

/** Pairs of texts around an expression that put it a level further in. */
const nestings: readonly (readonly [open: string, close: string])[] = [
  ["!", ""],
  ["-", ""],
  ["1+", ""],
  ["", "+1"],
  ["", "?1:1"],
  ["true?1:", ""],
  ["true?", ":1"],
  ["(", ")"],
  ["(1-", ")"],
  ["-(", ")"],
  ["[", "]"],
  ["[!", "]"],
  ["[!a-", "]"],
  ["[1][-", "]"],
  ["{a=", "}"],
  ["{a=-", "}"],
  ["{(", "):1}"],
  ["f(", ")"],
  ["f(-", ")"],
  ['"${', '}"'],
  ['"${-', '}"'],
  ["[for a in ", ":a]"],
  ["[for a in [1]:", "]"],
  ["[for a in [1]:-", "]"],
  ["", "[0]"],
  ["", ".a"],
  ["", "[*]"],
  ["", ".*"],
];

describe.each(nestings)("%s1%s", (open, close) => {
  test.each([500, 1098, 20_000])("is read and evaluated %d times within itself", (times) => {
    const { tree } = parseExpression(`${open.repeat(times)}1${close.repeat(times)}`);
    expect(typeof valueOf(tree)).toBe("string");
    expect(typeof valueOf(parseExpression(open.repeat(times)).tree)).toBe("string");
  });
});

test.each(["%{if true}", "%{for a in [1]}"])("%s is read and evaluated within itself", (directive) => {
  const end = directive.startsWith("%{if") ? "%{endif}" : "%{endfor}";
  for (const times of [500, 1098, 20_000]) {
    const { tree } = parseTemplateText(`${directive.repeat(times)}1${end.repeat(times)}`);
    expect(typeof valueOf(tree)).toBe("string");
  }
});

function valueOf(tree: Expression): string {
  return evaluate(tree, { functions: new Map() }).value.kind;
}
