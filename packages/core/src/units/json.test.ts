import fc from "fast-check";
import { describe, expect, test } from "vitest";

import { parseJson, stringifyJson } from "./json.ts";

describe("integers that a double cannot hold are kept", () => {
  test.each([
    ['{"Index":18446744073709551615}', { Index: 18446744073709551615n }],
    ["[-9223372036854775808]", [-9223372036854775808n]],
    ["[9007199254740991,9007199254740992]", [9007199254740991, 9007199254740992n]],
    ["12345678901234567890", 12345678901234567890n],
    ['{"a":{"b":[1,{"c":1795260026858881485}]}}', { a: { b: [1, { c: 1795260026858881485n }] } }],
    // Texts that only look like one.
    ['["18446744073709551615"]', ["18446744073709551615"]],
    [String.raw`["a\",18446744073709551615,\"b"]`, ['a",18446744073709551615,"b']],
    ["[1234567890123456789.5]", [Number("1234567890123456789.5")]],
    ["[12345678901234567e3]", [12345678901234567e3]],
    // A text that begins with the character which marks them inside.
    ['["\ue0005",18446744073709551615]', ["\ue0005", 18446744073709551615n]],
    [String.raw`["\uE0005",18446744073709551615]`, ["\ue0005", 18446744073709551615n]],
  ])("%s", (text, value) => {
    expect(parseJson(text)).toEqual(value);
  });
});

test("a key that is special to JavaScript is a key like others", () => {
  const value = parseJson('{"__proto__":{"a":18446744073709551615},"b":1}');
  expect(Object.entries(value ?? {})).toEqual([
    ["__proto__", { a: 18446744073709551615n }],
    ["b", 1],
  ]);
});

test("a mistake is reported with its position in the text", () => {
  expect(() => parseJson('{"Index":18446744073709551615,}')).toThrow(SyntaxError);
  expect(() => parseJson('{"Index":18446744073709551615,}')).toThrow(/position 30/);
});

test("what is written is read back", () => {
  const json = fc.letrec((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.string({ unit: "binary" }),
      fc.bigInt({ min: 2n ** 53n, max: 2n ** 64n - 1n }),
      fc
        .double({ noNaN: true, noDefaultInfinity: true })
        .filter((number) => !Object.is(number, -0) && Math.abs(number) < 1e15),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie("value")),
      fc.dictionary(fc.string(), tie("value"), { noNullPrototype: true }),
    ),
  })).value;
  fc.assert(
    fc.property(json, (value) => {
      expect(parseJson(stringifyJson(value))).toEqual(value);
    }),
  );
});
