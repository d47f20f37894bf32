import fc from "fast-check";
import { expect, test } from "vitest";

import { parseHcl } from "../parse-hcl.ts";
import { printHcl } from "../print/print-hcl.ts";
import { scan } from "../scan/scan.ts";
import { TokenKind } from "../scan/token-kind.ts";
import { attributeNode } from "../syntax/nodes.ts";
import { anyBody, anyExpression } from "../testing/arbitrary-body.ts";
import { sketchBody } from "../testing/sketch.ts";
import { formatHcl } from "./format-hcl.ts";

// The output of `nomad fmt` 2.0.5 for each.
test.each([
  ["blanks around signs", "a=1+2*-3\nb =!c&&d\n", "a = 1 + 2 * -3\nb = !c && d\n"],
  [
    "minus is a sign or an operator",
    "a = b-c\nd = b - c\ne = (- b)\nf = -b - -c\n",
    "a = b-c\nd = b - c\ne = (-b)\nf = -b - -c\n",
  ],
  [
    "after an arrow it is an operator",
    "a = { for k, v in m : k => -v }\n",
    "a = { for k, v in m : k => - v }\n",
  ],
  [
    "brackets and braces",
    "a = [ 1,2 , ]\nb={c=1,d:2}\ne = { }\n",
    "a = [1, 2, ]\nb = { c = 1, d : 2 }\ne = {}\n",
  ],
  ["an object over several lines", "a = {\nb=1\nccc = 2\n}\n", "a = {\n  b   = 1\n  ccc = 2\n}\n"],
  [
    "steps and indexes",
    "a = b . c [ 0 ] . d\ne = [for x in[1]:x]\n",
    "a = b.c[0].d\ne = [for x in [1] : x]\n",
  ],
  ["calls", "a = f ( 1 ,2 ... )\nb = core :: f()\n", "a = f(1, 2...)\nb = core::f()\n"],
  [
    "interpolations and directives",
    'a = "x ${ b }y%{ if c }${ {d=1} }%{ endif }"\n',
    'a = "x ${b}y%{if c}${ { d = 1 } }%{endif}"\n',
  ],
  ["equals signs of neighbours", "a = 1\nbbb = 2\n\ncc = 3\n", "a   = 1\nbbb = 2\n\ncc = 3\n"],
  [
    "what opens a bracket ends the neighbourhood",
    "a = 1\nbb = [\n1\n]\nccc = 2\n",
    "a = 1\nbb = [\n  1\n]\nccc = 2\n",
  ],
  ["a heredoc does not", "a = <<E\n x\nE\nbbb = 2\n", "a   = <<E\n x\nE\nbbb = 2\n"],
  ["comments of neighbours", "a = 1 # x\nbbb = 22 # y\n# z\n", "a   = 1  # x\nbbb = 22 # y\n# z\n"],
  ["a comment of several lines stays", "a {\n/* x\n y */\nb = 1\n}\n", "a {\n  /* x\n y */\n  b = 1\n}\n"],
  [
    "the levels of brackets that open on one line",
    "a = f([{\nb = 1\n}, {\nc = 2\n}])\n",
    "a = f([{\n  b = 1\n  }, {\n  c = 2\n}])\n",
  ],
  ["brackets that close on different lines", "a = f(g(\n1\n)\n)\n", "a = f(g(\n  1\n  )\n)\n"],
  [
    "wide characters",
    'a = "日本" # x\nb = "é" # y\n"c" = 1\n'.replace('"c" = 1\n', ""),
    'a = "日本" # x\nb = "é"  # y\n',
  ],
  ["line ends stay, and so does a missing one", "a=1\r\n\r\nbb=2", "a = 1\r\n\r\nbb = 2"],
  ["a byte order mark goes", "\ufeffa=1\n", "a = 1\n"],
  ["blanks at the end stay", "a=1\n\t ", "a = 1\n  "],
  ["empty", "", ""],
  ["blocks on one line", 'a "b"{c=1}\nd{}\n', 'a "b" { c = 1 }\nd {}\n'],
])("%s", (_, text, formatted) => {
  expect(formatHcl(text)).toEqual({ text: formatted, diagnostics: [] });
});

// hashicorp/hcl v2.20.2 leaves both out.
test.each([
  ["a comment before a label", 'a /* b */ "c" {}\n', 'a /* b */ "c" {}\n'],
  ["a key that is neither text nor number", "a = b[ true ]\n", "a = b[true]\n"],
])("%s is kept", (_, text, formatted) => {
  expect(formatHcl(text).text).toBe(formatted);
});

test("a text with syntax errors is not touched", () => {
  const { text, diagnostics } = formatHcl("a=\nb=1\n", "x.hcl");
  expect(text).toBeUndefined();
  expect(diagnostics).toMatchObject([
    { code: "NX523", source: { file: "x.hcl", start: { line: 1, column: 3 } } },
  ]);
});

/** A text with other blanks where blanks mean nothing: `amounts` are taken by turns. */
function loosen(text: string, amounts: readonly number[]): string {
  const tokens = scan(text);
  let result = "";
  let end = 0;
  for (let index = 0; index < tokens.count - 1; index++) {
    const gap = text.slice(end, tokens.start(index));
    const amount = amounts[index % amounts.length] ?? 0;
    const isText =
      withinText.has(tokens.kind(index)) || (index > 0 && beforeText.has(tokens.kind(index - 1)));
    // Two names or numbers would become one.
    const least = gap === "" ? 0 : 1;
    result += isText ? gap : " ".repeat(Math.max(amount, least));
    result += tokens.textOf(index);
    end = tokens.end(index);
  }
  return result + text.slice(end);
}

const withinText: ReadonlySet<number> = new Set([
  TokenKind.quotedText,
  TokenKind.text,
  TokenKind.closeQuote,
  TokenKind.closeHeredoc,
  TokenKind.openInterpolation,
  TokenKind.openDirective,
]);
const beforeText: ReadonlySet<number> = new Set([
  TokenKind.closeHeredoc,
  TokenKind.openQuote,
  TokenKind.openHeredoc,
  TokenKind.closeSequence,
  TokenKind.quotedText,
  TokenKind.text,
]);

const anyItems = fc.oneof(
  anyBody,
  anyExpression.map((expression) => [attributeNode("a", expression)]),
);

test("formatting changes no meaning, and twice is once", () => {
  fc.assert(
    fc.property(anyItems, fc.array(fc.nat(3), { minLength: 1, maxLength: 9 }), (items, amounts) => {
      const canonical = printHcl(items);
      const loose = loosen(canonical, amounts);
      expect(sketchBody(parseHcl(loose).tree)).toEqual(sketchBody(parseHcl(canonical).tree));
      expect(formatHcl(loose).text).toBe(canonical);
      expect(formatHcl(canonical).text).toBe(canonical);
    }),
    { numRuns: 300 },
  );
});
