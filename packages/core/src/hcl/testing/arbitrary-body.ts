import fc from "fast-check";

import type { BodyItem, Expression, Template } from "../syntax.ts";

const text = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 20 }),
  fc.constantFrom("${a}", "a\nb\n", "%{ if }\n", '"', "\\", "\t", "\0", "x".repeat(60)),
);

const template: fc.Arbitrary<Template> = fc.record({
  kind: fc.constant("template" as const),
  parts: fc.oneof(
    text.map((part) => [part]),
    fc.constant([{ kind: "reference" as const, source: 'env["X"]' }, "\n"]),
  ),
});

const scalar = fc.oneof(
  fc.boolean(),
  fc.constant(null),
  fc.integer(),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);

const name = fc.constantFrom("a", "bc", "for", "null", "größe", "x-y", "a_long_name", "日本");

const { expression } = fc.letrec<{ expression: Expression }>((tie) => {
  const objectOf = (key: fc.Arbitrary<string>): fc.Arbitrary<Expression> =>
    fc.record({
      kind: fc.constant("object" as const),
      entries: fc.uniqueArray(fc.record({ key, value: tie("expression") }), {
        maxLength: 4,
        selector: (entry) => entry.key,
      }),
    });
  return {
    expression: fc.oneof(
      { maxDepth: 2 },
      scalar.map((value) => ({ kind: "literal" as const, value })),
      template,
      fc.record({
        kind: fc.constant("tuple" as const),
        items: fc.array(tie("expression"), { maxLength: 4 }),
      }),
      objectOf(fc.oneof(name, text)),
      fc.record({ kind: fc.constant("parentheses" as const), inner: objectOf(name) }),
    ),
  };
});

const attributes: fc.Arbitrary<BodyItem[]> = fc.uniqueArray(
  fc.record({ kind: fc.constant("attribute" as const), name, value: expression }),
  { maxLength: 4, selector: (attribute) => attribute.name },
);

/** Types of blocks, each with its number of labels. */
const blockTypes = [
  ["block", 0],
  ["port", 1],
  ["pair", 2],
] as const;

/** Bodies of attributes and of blocks that nest `depth` levels deep. */
function bodyOf(depth: number): fc.Arbitrary<BodyItem[]> {
  if (depth === 0) return attributes;
  const block = fc.constantFrom(...blockTypes).chain(([type, labels]): fc.Arbitrary<BodyItem> =>
    fc.record({
      kind: fc.constant("block" as const),
      type: fc.constant(type),
      labels: fc.array(text, { minLength: labels, maxLength: labels }),
      items: bodyOf(depth - 1),
    }),
  );
  return fc.tuple(attributes, fc.array(block, { maxLength: 2 })).map(([own, blocks]) => [...own, ...blocks]);
}

/** Any body that HCL can express: all kinds of nodes, awkward texts and keys. */
export const anyBody: fc.Arbitrary<BodyItem[]> = bodyOf(2);
