import fc from "fast-check";
import { expect, test } from "vitest";

import { parseExpression, parseHcl } from "../parse-hcl.ts";
import { printHcl } from "../print/print-hcl.ts";
import { anyExpression } from "../testing/arbitrary-body.ts";
import { attributeNode } from "./nodes.ts";
import { childrenOf, walk } from "./walk.ts";

test("all nodes, in the order of the text", () => {
  const { tree } = parseHcl('a "b" {\n  c = [d.e, "f${g[0]}"]\n}\n');
  expect([...walk(tree)].map(({ kind }) => kind)).toEqual([
    "body",
    "block",
    "label",
    "body",
    "attribute",
    "tuple",
    "reference",
    "attribute-step",
    "template",
    "text",
    "interpolation",
    "reference",
    "index-step",
    "number",
  ]);
});

test("what is in a node lies within it, one after the other", () => {
  fc.assert(
    fc.property(anyExpression, (expression) => {
      for (const node of walk(parseHcl(printHcl([attributeNode("a", expression)])).tree)) {
        let last = node.start;
        for (const child of childrenOf(node)) {
          // The item of a splat is at the marker, before the steps into it.
          if (child.kind === "splat-item") continue;
          expect(child.start).toBeGreaterThanOrEqual(last);
          expect(child.end).toBeLessThanOrEqual(node.end);
          last = child.kind === "text" ? last : child.end;
        }
      }
    }),
  );
});

test("a chain as long as is allowed is walked", () => {
  const { tree } = parseExpression("1+".repeat(1000) + "1");
  expect([...walk(tree)]).toHaveLength(2001);
});
