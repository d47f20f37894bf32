import fc from "fast-check";
import { expect, test } from "vitest";

import { parseExpression, parseHcl, parseTemplateText } from "./parse-hcl.ts";
import { anyHclText } from "./testing/arbitrary-text.ts";
import { sketch, sketchBody } from "./testing/sketch.ts";

test.each([
  ["007 + 1.5e3", "(+ 007 1.5e3)"],
  ["1 - 2 - 3 * 4 / 5 % 6", "(- (- 1 2) (% (/ (* 3 4) 5) 6))"],
  ["a || b && c == d != e > f <= g + h", "(|| a (&& b (!= (== c d) (<= (> e f) (+ g h)))))"],
  ["-a.b + !c", "(+ (- a.b) (! c))"],
  ["a ? b : c ? d : e", "(? a b (? c d e))"],
  ["(1\n+ 2) * 3", "(* (+ 1 2) 3)"],
  ["true && null", "(&& true null)"],
  ['a.b[0]["c"].1[true]', 'a.b[0]["c"][1][true]'],
  ["a[b][c.d].e", "((index (index a b) c.d)).e"],
  ["f(a)[0].b", "((f() a))[0].b"],
  ["[1, 2][0]", "([1, 2])[0]"],
  ["a[*].b[c][0].d", "(full a ((index (@).b c))[0].d)"],
  ["a.*.b.0.c", "(attributes a (@).b[0].c)"],
  ["a.*[0]", "((attributes a @))[0]"],
  ["a[*][*]", "(full a (full @ @))"],
  ["core::f(\n  a,\n  b...\n)", "(core::f() a b ...)"],
  ["f()", "(f())"],
  ["[a,\n b,]", "[a, b]"],
  ['{ a = 1, (b) : 2\n "c" = 3\n\n d.e = 4 }', '{"a": 1, (b): 2, "c": 3, d.e: 4}'],
  ["[for v in l : v.a if v.b]", "(for-tuple v l v.a if v.b)"],
  ["{for k, v in m : k => v...\nif\nk}", "(for-object k v m k => v ... if k)"],
  ['"a${b}c"', '"a|${b}|c"'],
  ['"${a}"', '"${a}"'],
  ['""', '""'],
  ['"\\n\\"\\\\\\u00e9\\U0001F600$${%%{$"', '"\\n\\"\\\\é😀${%{$"'],
  ['" ${~ a ~} b"', '"${a}|b"'],
  ['" ${~ a}"', '"|${a}"'],
  ['"%{ if a }b%{ else }c%{ endif }"', '"(if a "b" "c")"'],
  ['"%{ for k, v in m ~} ${v} %{~ endfor }"', '"(for k v m "|${v}|")"'],
  ["<<E\n a\n  ${b}\nE\n", '" a\\n  |${b}|\\n"'],
  ["<<-E\n    a\n\n      ${b}\n  \n    E\n", '"a\\n\\n  |${b}|\\n  \\n"'],
  ["<<-E\n\ta\n  b\nE\n", '"a\\n b\\n"'],
])("%j is %s", (text, expected) => {
  const { tree, diagnostics } = parseExpression(text);
  expect(diagnostics).toEqual([]);
  expect(sketch(tree)).toBe(expected);
});

test("a file has attributes and blocks in its order", () => {
  const { tree, diagnostics } = parseHcl(
    '\ufeff# c\na = 1 // d\njob "j" k {\r\n  b { c = 2 }\n  d {}\n}\n/* e */ e = <<E\nx\nE\n',
  );
  expect(diagnostics).toEqual([]);
  expect(sketchBody(tree)).toEqual(["a = 1", 'job "j" "k" { b { c = 2 }; d {  } }', 'e = "x\\n"']);
});

test("a template without quotes knows no backslashes", () => {
  const { tree, diagnostics } = parseTemplateText('a "\\n" ${b} $${c}\n%{ if d }e%{ endif }');
  expect(diagnostics).toEqual([]);
  expect(sketch(tree)).toBe('"a \\"\\\\n\\" |${b}| ${c}\\n|(if d "e" "")"');
});

test("ranges are those of the text", () => {
  const text = 'a = f(x)\nb "c" {\n}\n';
  const { tree } = parseHcl(text);
  const [attribute, block] = tree.items;
  expect(tree).toMatchObject({ start: 0, end: text.length });
  expect(attribute).toMatchObject({
    start: 0,
    end: 8,
    equals: 2,
    value: { start: 4, nameEnd: 5, open: 5, close: 7 },
  });
  expect(block).toMatchObject({
    start: 9,
    end: 18,
    open: 15,
    labels: [{ start: 11, end: 14 }],
    body: { start: 15, end: 18 },
  });
});

/** The places of what is wrong with a text, as HCL counts: `code line,column-line,column`. */
function problemsOf({ diagnostics }: ReturnType<typeof parseHcl>): string[] {
  return diagnostics.map(({ code, source }) =>
    source === undefined
      ? code
      : `${code} ${source.start.line},${source.start.column}-${source.end.line},${source.end.column}`,
  );
}

// Codes and places of the real parser: hashicorp/hcl v2.20.2 in Nomad 2.0.5.
test.each([
  [
    "six mistakes of different kinds",
    'a = "\\q"\nb\nc "d" = 1\ne { f = 1, g = 2 }\na = 1\nh = 1;\n',
    ["NX502 6,6-6,7", "NX539 1,6-1,8", "NX508 2,1-2,2", "NX512 3,7-3,8", "NX513 4,10-4,11", "NX505 5,1-5,2"],
  ],
  ["a missing value", "a =\nb = 1\n", ["NX523 1,4-2,1"]],
  ["a character of several code units before the place", 'a = "👍🏽" 1\n', ["NX510 1,9-1,10"]],
  ["a mark that would join the quote before it", 'a = "\u0301" 1\n', ["NX510 1,9-1,10"]],
  ["consonants that later Unicode joins", 'a = "क्ष" 1\n', ["NX510 1,10-1,11"]],
  ["a byte order mark takes no column", "\ufeffa b\n", ["NX512 1,4-2,1"]],
  ["a name alone", "a\n", ["NX508 1,1-1,2"]],
  ["a block without an end", 'a "b" {\n', ["NX507 1,7-1,8"]],
  ["a comma behind an argument", "a = 1,\n", ["NX511 1,6-1,7"]],
  ["several arguments on a line", "a { b = 1, c = 2 }\n", ["NX513 1,10-1,11"]],
  ["an argument set twice", "a = 1\nb {}\na = 2\n", ["NX505 3,1-3,2"]],
  ["a line break in quotes", 'a = "b\nc"\n', ["NX504 1,7-2,1", "NX548 1,7-2,1"]],
  ["no such escape", 'a = "b\\q"\n', ["NX539 1,7-1,9"]],
  ["a number with two dots", "a = 1.2.3\n", ["NX524 1,5-1,10"]],
  ["an exponent beyond all measure", "a = 1e999999999999\nb = 0e999999999999\n", ["NX524 1,5-1,19"]],
  ["typographic quotes", "a = “b”\n", ["NX502 1,5-1,6", "NX502 1,7-1,8", "NX523 1,5-1,6"]],
  ["a directive without an end", 'a = "%{ if b }c"\n', ["NX540 1,16-1,17"]],
])("%s", (_, text, expected) => {
  expect(problemsOf(parseHcl(text))).toEqual(expected);
});

test("a problem has its place, what it is part of, and the way out", () => {
  expect(parseHcl("a = 1,\n", "jobs/web.nomad").diagnostics).toEqual([
    {
      severity: "error",
      code: "NX511",
      summary: "Comma after an argument",
      detail: "An argument ends with its line, and not with a comma. Put the next one on a line of its own.",
      source: {
        file: "jobs/web.nomad",
        start: { line: 1, column: 6, offset: 5 },
        end: { line: 1, column: 7, offset: 6 },
      },
      context: {
        file: "jobs/web.nomad",
        start: { line: 1, column: 1, offset: 0 },
        end: { line: 1, column: 7, offset: 6 },
      },
    },
  ]);
});

test.each([
  ["brackets", "[".repeat(100_000)],
  ["braces", "a {\n".repeat(100_000)],
  ["objects", "{a=".repeat(100_000)],
  ["parentheses", "(".repeat(100_000)],
  ["calls", "f(".repeat(100_000)],
  ["signs", `${"-".repeat(100_000)}1`],
  ["operators", "1+".repeat(100_000) + "1"],
  ["conditions", "a?b:".repeat(100_000) + "c"],
  ["indexes", `a${"[b]".repeat(100_000)}`],
  ["indexes in indexes", "a[".repeat(100_000)],
  ["splats", `a${"[*]".repeat(100_000)}`],
  ["templates", '"${'.repeat(100_000)],
  ["directives", `"${"%{ if a }".repeat(100_000)}"`],
  ["chains in parentheses", `${"(".repeat(1000)}1${`${"+1".repeat(1000)})`.repeat(1000)}`],
])("100,000 %s within one another are one problem", (_, text) => {
  const { diagnostics } = parseHcl(text.startsWith("a {") ? text : `x = ${text}`);
  expect(diagnostics.map(({ code }) => code)).toEqual(["NX550"]);
});

test("whatever is parsed, nothing is thrown, and every place is in the text", () => {
  fc.assert(
    fc.property(anyHclText, (text) => {
      for (const parse of [parseHcl, parseExpression, parseTemplateText]) {
        for (const { source } of parse(text).diagnostics) {
          expect(source?.start.offset).toBeGreaterThanOrEqual(0);
          expect(source?.end.offset).toBeLessThanOrEqual(text.length);
        }
      }
    }),
    { numRuns: 500 },
  );
});
