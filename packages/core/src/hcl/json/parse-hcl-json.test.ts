import fc from "fast-check";
import { expect, test } from "vitest";

import { anyHclText } from "../testing/arbitrary-text.ts";
import { sketch } from "../testing/sketch.ts";
import { jsonExpression } from "./json-expression.ts";
import type { JsonNode } from "./json-node.ts";
import { parseHclJson } from "./parse-hcl-json.ts";

/** The plain value of a tree. */
function plain(node: JsonNode): unknown {
  switch (node.kind) {
    case "json-object":
      return Object.fromEntries(node.properties.map(({ name, value }) => [name, plain(value)]));
    case "json-array":
      return node.values.map(plain);
    case "json-string":
    case "json-boolean":
      return node.value;
    case "json-number":
      return Number(node.text);
    case "json-null":
      return null;
    case "json-invalid":
      return undefined;
  }
}

test("whatever JSON can say is read, as JavaScript reads it", () => {
  const anyObject = fc.oneof(fc.array(fc.jsonValue()), fc.dictionary(fc.string(), fc.jsonValue()));
  fc.assert(
    fc.property(anyObject, fc.constantFrom(undefined, 2, "\t"), (value, indent) => {
      const text = JSON.stringify(value, undefined, indent);
      const { tree, diagnostics } = parseHclJson(text);
      expect(diagnostics).toEqual([]);
      expect(plain(tree)).toEqual(JSON.parse(text));
      expect(tree).toMatchObject({ start: 0, end: text.length });
    }),
  );
});

/** The places of what is wrong with a text, as HCL counts: `code line,column-line,column`. */
function problemsOf(text: string): string[] {
  return parseHclJson(text).diagnostics.map(({ code, source }) =>
    source === undefined
      ? code
      : `${code} ${source.start.line},${source.start.column}-${source.end.line},${source.end.column}`,
  );
}

// Codes and places of the real parser: hashicorp/hcl v2.20.2 in Nomad 2.0.5.
test.each([
  ["nothing", "", ["NX584 1,1-1,1", "NX599 1,1-1,1"]],
  ["no object", "1", ["NX599 1,1-1,2"]],
  ["two values", "{} {}", ["NX581 1,4-1,5"]],
  ["a comma at the end", '{"a": 1,}', ["NX589 1,8-1,9", "NX599 1,1-1,2"]],
  ["an equals sign", '{"a" = 1}', ["NX588 1,6-1,7", "NX599 1,1-1,2"]],
  ["a name without quotes", "{a: 1}", ["NX598 1,2-1,3", "NX586 1,2-1,3", "NX599 1,1-1,2"]],
  ["a tab counts two columns, and a wide character one", '{\n\t"👍🏽": nul}', ["NX598 2,8-2,11"]],
  ["zeros before a number", '{"a": 01}', ["NX596 1,7-1,9"]],
  ["an unknown escape", '{"a": "\\q"}', ["NX597 1,10-1,11"]],
  ["a list that is not closed", '{"a": [1', ["NX590 1,7-1,8", "NX590 1,1-1,2", "NX599 1,1-1,2"]],
  ["no commas", '{"a": 1 "b": 2}', ["NX592 1,16-1,16", "NX599 1,1-1,2"]],
])("%s", (_, text, expected) => {
  expect(problemsOf(text)).toEqual(expected);
});

test("100,000 brackets within one another are one problem", () => {
  expect(parseHclJson("[".repeat(100_000)).diagnostics.map(({ code }) => code)).toEqual(["NX550"]);
  expect(parseHclJson('{"a":'.repeat(100_000)).diagnostics.map(({ code }) => code)).toEqual(["NX550"]);
});

test("whatever is parsed, nothing is thrown", () => {
  fc.assert(
    fc.property(anyHclText, fc.constantFrom("", "{", '{"a": [', "[{"), (text, start) => {
      expect(parseHclJson(start + text).source.text).toBe(start + text);
    }),
  );
});

test.each([
  ['{"a": [1, -2.5, true, null], "b c": "d"}', '{"a": [1, (- 2.5), true, null], "b c": "d"}'],
  [
    '["${a.b}", "x ${f(1)} \\n", "%{ if c }d%{ endif }", "$${e}"]',
    '["${a.b}", "x |${(f() 1)}| \\n", "(if c "d" "")", "${e}"]',
  ],
  ['{"${a}": 1}', '{"${a}": 1}'],
  ['[""]', '[""]'],
])("%s stands for %s", (text, expected) => {
  const { tree, source } = parseHclJson(text);
  const expression = jsonExpression(tree, source);
  expect(expression.problems).toEqual([]);
  expect(sketch(expression.tree)).toBe(expected);
});

test("texts can mean themselves", () => {
  const { tree, source } = parseHclJson('["${a}"]');
  expect(sketch(jsonExpression(tree, source, "plain").tree)).toBe('["${a}"]');
  expect(jsonExpression(tree, source, "plain").tree).toMatchObject({
    items: [{ parts: [{ kind: "text" }] }],
  });
});

test("what is wrong in a template is told at its place", () => {
  const { tree, source } = parseHclJson('{"a": "x ${1 +}"}');
  const { problems } = jsonExpression(tree, source);
  expect(problems).toMatchObject([{ code: "NX523", subject: { start: 14, end: 15 } }]);
});

test("a name twice is refused", () => {
  const { tree, source } = parseHclJson('{"a": 1, "a": 2}');
  expect(jsonExpression(tree, source).problems).toMatchObject([
    { code: "NX580", subject: { start: 9, end: 12 } },
  ]);
});
