import fc from "fast-check";
import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

import { parseExpression, parseHcl } from "../parse-hcl.ts";
import type { BodyItem } from "../syntax/body.ts";
import type { Expression } from "../syntax/expression.ts";
import {
  attributeNode as attribute,
  blockNode,
  literalNode as literal,
  objectNode,
  parenthesesNode as parentheses,
  textNode,
  tupleNode,
} from "../syntax/nodes.ts";
import { anyBody, anyExpression } from "../testing/arbitrary-body.ts";
import { asReferee, refereeReads } from "../testing/referee.ts";
import { sketch, sketchBody } from "../testing/sketch.ts";
import { printExpression } from "./print-expression.ts";
import { printHcl } from "./print-hcl.ts";

const tuple = (...items: Expression[]) => tupleNode(items);
const object = (entries: Record<string, Expression>) => objectNode(Object.entries(entries));
const block = (type: string, labels: string[], ...items: BodyItem[]) => blockNode(type, labels, items);

test("attributes are aligned, blocks stand apart", () => {
  const text = printHcl([
    block(
      "job",
      ["web"],
      attribute("type", textNode("service")),
      attribute("datacenters", tuple(textNode("dc1"), textNode("dc2"))),
      block("meta", [], attribute("owner", textNode("me"))),
      block("port", ["http"]),
      block("port", ["db"]),
      block("port", ["admin"], attribute("static", literal(9998))),
      block("port", ["udp"]),
    ),
  ]);
  expect(text).toBe(`job "web" {
  type        = "service"
  datacenters = ["dc1", "dc2"]

  meta {
    owner = "me"
  }

  port "http" {}
  port "db" {}

  port "admin" {
    static = 9998
  }

  port "udp" {}
}
`);
});

test("objects stand apart, heredocs are aligned", () => {
  const text = printHcl([
    attribute("a", literal(1)),
    attribute("long", object({ b: literal(true), "c.d": literal(null), for: literal(-2), "日 本": tuple() })),
    attribute("script", textNode("echo\n")),
    attribute("ab", literal(9007199254740993n)),
    attribute("p", parentheses(object({ x: tuple(object({}), object({ y: literal(0.5) })) }))),
    attribute("q", parentheses(object({}))),
  ]);
  expect(text).toBe(`a = 1

long = {
  b     = true
  "c.d" = null
  "for" = -2
  "日 本" = []
}

script = <<-EOF
  echo
EOF
ab     = 9007199254740993

p = ({
  x = [
    {},
    {
      y = 0.5
    },
  ]
})

q = ({})
`);
});

test("a list that makes the line longer than 100 columns stands one item a line", () => {
  const word = textNode("x".repeat(27));
  expect(printHcl([attribute("abcd", tuple(word, word, word)), attribute("l", tuple(word, word))])).toBe(
    `abcd = ["${"x".repeat(27)}", "${"x".repeat(27)}", "${"x".repeat(27)}"]
l    = ["${"x".repeat(27)}", "${"x".repeat(27)}"]
`,
  );
  expect(printHcl([attribute("abcde", tuple(word, word, word)), attribute("l", literal(1))])).toBe(
    `abcde = [
  "${"x".repeat(27)}",
  "${"x".repeat(27)}",
  "${"x".repeat(27)}",
]
l = 1
`,
  );
});

test("nothing is written as nothing", () => {
  expect(printHcl([])).toBe("");
});

test("an independent parser reads in what is printed the values that ours reads", { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(anyBody, (items) => {
      const printed = printHcl(items);
      // Of several blocks, it takes a label that is NUL alone for a backslash.
      fc.pre(!printed.includes(String.raw`"\u0000"`));
      expect(refereeReads(printed)).toEqual(asReferee(parseHcl(printed).tree, printed));
    }),
    { numRuns: 100 },
  );
});

test("what is printed is read as it was", () => {
  fc.assert(
    fc.property(anyBody, (items) => {
      const { tree, diagnostics } = parseHcl(printHcl(items));
      expect(diagnostics).toEqual([]);
      expect(sketchBody(tree)).toEqual(sketchBody({ ...tree, items }));
    }),
    { numRuns: 300 },
  );
});

test("expressions of all kinds are read as they were, in one line and in a file", () => {
  fc.assert(
    fc.property(anyExpression, (expression) => {
      const printed = printExpression(expression);
      const { tree, diagnostics } = parseExpression(printed);
      expect(diagnostics).toEqual([]);
      expect(sketch(tree)).toBe(sketch(expression));
      expect(printExpression(tree)).toBe(printed);

      const file = parseHcl(printHcl([attribute("a", expression)]));
      expect(file.diagnostics).toEqual([]);
      expect(sketchBody(file.tree)).toEqual([`a = ${sketch(expression)}`]);
    }),
    { numRuns: 1000 },
  );
});

test.each([
  ["(a + b) * c", "(a + b) * c"],
  ["a - (b - c)", "a - (b - c)"],
  ["-(-a)", "-(-a)"],
  ["!!a", "!!a"],
  ["(a ? b : c) ? d : (e ? f : g)", "(a ? b : c) ? d : (e ? f : g)"],
  ["(a[*]).b", "(a[*]).b"],
  ["(a.*.b)[0]", "(a.*.b)[0]"],
  ["{ a = 1\n b : {} }", "{ a = 1, b = {} }"],
  ['{for k,v in m:"${k}"=>v...if v}', '{ for k, v in m : "${k}" => v... if v }'],
  ['"${a}"', '"${a}"'],
  ['" ${~a}"', '" ${~a}"'],
  ['"\\u0024${a}%"', '"\\u0024${a}%"'],
  ['"%{if a~} $${b} %{else}\\u0025%{endif}"', '"%{if a}$${b} %{else}\\u0025%{endif}"'],
])("%j is printed as %j", (text, printed) => {
  expect(printExpression(parseExpression(text).tree)).toBe(printed);
});

const hasNomad = spawnSync("nomad", ["version"]).status === 0;

test.skipIf(!hasNomad)("nomad fmt changes nothing (needs nomad on PATH)", { timeout: 60_000 }, () => {
  const file = fc
    .sample(anyBody, { numRuns: 300, seed: 1 })
    .map((items) => printHcl([block("file", [], ...items)]))
    .join("\n");
  const { stdout, stderr } = spawnSync("nomad", ["fmt", "-"], {
    input: file,
    encoding: "utf8",
    maxBuffer: 1e9,
  });
  expect(stderr).toBe("");
  expect(stdout.split("\n")).toEqual(file.split("\n"));
});
