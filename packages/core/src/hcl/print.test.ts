import fc from "fast-check";
import hcl2 from "hcl2-parser";
import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";

import { printHcl } from "./print.ts";
import { textNode, type BodyItem, type Expression } from "./syntax.ts";
import { anyBody } from "./testing/arbitrary-body.ts";

const literal = (value: number | bigint | boolean | null): Expression => ({ kind: "literal", value });
const tuple = (...items: Expression[]): Expression => ({ kind: "tuple", items });
const object = (entries: Record<string, Expression>): Expression => ({
  kind: "object",
  entries: Object.entries(entries).map(([key, value]) => ({ key, value })),
});
const attribute = (name: string, value: Expression): BodyItem => ({ kind: "attribute", name, value });
const block = (type: string, labels: string[], ...items: BodyItem[]): BodyItem => ({
  kind: "block",
  type,
  labels,
  items,
});

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
    attribute("p", {
      kind: "parentheses",
      inner: object({ x: tuple(object({}), object({ y: literal(0.5) })) }),
    }),
    attribute("q", { kind: "parentheses", inner: object({}) }),
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

test("an independent parser reads whatever is printed", { timeout: 60_000 }, () => {
  fc.assert(
    fc.property(anyBody, (items) => {
      const printed = printHcl(items);
      const unreadable = hcl2.parseToObject(printed)[0] === null ? printed : undefined;
      expect(unreadable).toBeUndefined();
    }),
    { numRuns: 100 },
  );
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
