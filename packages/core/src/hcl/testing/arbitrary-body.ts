import fc from "fast-check";

import type { BodyItem } from "../syntax/body.ts";
import type { BinaryOperator, Expression, Step, TemplatePart } from "../syntax/expression.ts";
import {
  attributeNode,
  blockNode,
  callNode,
  literalNode,
  objectNode,
  parenthesesNode,
  referenceNode,
  templateNode,
  textNode,
  tupleNode,
} from "../syntax/nodes.ts";
import { nowhere } from "../syntax/text-range.ts";

const text = fc.oneof(
  fc.string({ unit: "grapheme", maxLength: 20 }),
  fc.constantFrom("${a}", "a\nb\n", "%{ if }\n", '"', "\\", "\t", "\0", "$", "%", "a$$", "x".repeat(60)),
);

const scalar = fc
  .oneof(fc.boolean(), fc.constant(null), fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))
  .map(literalNode);

const name = fc.constantFrom("a", "bc", "for", "null", "größe", "x-y", "a_long_name", "日本");

/** Names of variables: keywords would be other expressions. */
const variable = fc.constantFrom("a", "var", "größe", "x-y");

const reference = fc.constantFrom(
  referenceNode("env", "X"),
  referenceNode("a"),
  referenceNode("node", "unique", "id"),
);

/** Bodies as people write them in files: data, with references in texts. */
const { data } = fc.letrec<{ data: Expression }>((tie) => {
  const objectOf = (key: fc.Arbitrary<string>): fc.Arbitrary<Expression> =>
    fc
      .uniqueArray(fc.tuple(key, tie("data")), { maxLength: 4, selector: ([each]) => each })
      .map((entries) => objectNode(entries));
  return {
    data: fc.oneof(
      { maxDepth: 2 },
      scalar,
      fc.oneof(
        text.map(textNode),
        reference.map((each) => templateNode(["a ", each, "\n"])),
      ),
      fc.array(tie("data"), { maxLength: 4 }).map(tupleNode),
      objectOf(fc.oneof(name, text)),
      objectOf(name).map(parenthesesNode),
    ),
  };
});

const attributes: fc.Arbitrary<BodyItem[]> = fc
  .uniqueArray(fc.tuple(name, data), { maxLength: 4, selector: ([each]) => each })
  .map((pairs) => pairs.map(([each, value]) => attributeNode(each, value)));

/** Types of blocks, each with its number of labels. */
const blockTypes = [
  ["block", 0],
  ["port", 1],
  ["pair", 2],
] as const;

/** Bodies of attributes and of blocks that nest `depth` levels deep. */
function bodyOf(depth: number): fc.Arbitrary<BodyItem[]> {
  if (depth === 0) return attributes;
  const block = fc
    .constantFrom(...blockTypes)
    .chain(([type, count]) =>
      fc
        .tuple(fc.array(text, { minLength: count, maxLength: count }), bodyOf(depth - 1))
        .map(([labels, items]) => blockNode(type, labels, items)),
    );
  return fc.tuple(attributes, fc.array(block, { maxLength: 2 })).map(([own, blocks]) => [...own, ...blocks]);
}

/** Any body of data that HCL can express: all kinds of values, awkward texts and keys. */
export const anyBody: fc.Arbitrary<BodyItem[]> = bodyOf(2);

const operators: readonly BinaryOperator[] = ["||", "&&", "==", ">", "<=", "+", "-", "*", "%"];

/** Any expression that the parser can make, of every kind; its nodes stand in no text. */
export const { expression: anyExpression } = fc.letrec<{
  expression: Expression;
  template: Expression;
  each: Expression;
  steps: Step[];
  parts: TemplatePart[];
}>((tie) => ({
  steps: fc.array(
    fc.oneof(
      variable.map((each): Step => ({ kind: "attribute-step", ...nowhere, name: each })),
      fc
        .oneof(fc.nat(20).map(literalNode), text.map(textNode), fc.constant(literalNode(true)))
        .map((key): Step => ({ kind: "index-step", ...nowhere, key, form: "brackets" })),
    ),
    { minLength: 1, maxLength: 3 },
  ),
  parts: fc
    .array(
      fc.oneof(
        { maxDepth: 3 },
        text
          .filter((each) => each !== "")
          .map((value): TemplatePart => ({ kind: "text", ...nowhere, value })),
        tie("expression").map((expression): TemplatePart => ({
          kind: "interpolation",
          ...nowhere,
          expression,
        })),
        fc
          .tuple(tie("expression"), tie("parts"), tie("parts"))
          .map(([condition, whenTrue, whenFalse]): TemplatePart => ({
            kind: "template-if",
            ...nowhere,
            condition,
            whenTrue,
            whenFalse,
            openEnd: -1,
            closeStart: -1,
          })),
        fc
          .tuple(fc.option(variable, { nil: undefined }), variable, tie("expression"), tie("parts"))
          .map(([keyName, valueName, collection, parts]): TemplatePart => ({
            kind: "template-for",
            ...nowhere,
            keyName,
            valueName,
            collection,
            parts,
            openEnd: -1,
            closeStart: -1,
          })),
      ),
      { maxLength: 3 },
    )
    .map((parts) => parts.filter((part, index) => part.kind !== "text" || parts[index - 1]?.kind !== "text")),
  template: fc
    .tuple(fc.constantFrom("quoted" as const, "flush-heredoc" as const), tie("parts"))
    .map(([form, parts]): Expression => ({ kind: "template", ...nowhere, form, parts })),
  each: fc.oneof(
    { maxDepth: 2 },
    fc.constant<Expression>({ kind: "splat-item", ...nowhere }),
    tie("steps").map((steps): Expression => ({
      kind: "traversal",
      ...nowhere,
      source: { kind: "splat-item", ...nowhere },
      steps,
    })),
  ),
  expression: fc.oneof(
    { maxDepth: 3, depthSize: "small" },
    scalar.filter(({ kind }) => kind !== "unary"),
    tie("template"),
    variable.map((each) => referenceNode(each)),
    fc.tuple(variable, tie("steps")).map(([each, steps]): Expression => ({ ...referenceNode(each), steps })),
    fc.array(tie("expression"), { maxLength: 3 }).map(tupleNode),
    fc
      .array(
        fc.tuple(fc.oneof(text.map(textNode), tie("expression").map(parenthesesNode)), tie("expression")),
        {
          maxLength: 3,
        },
      )
      .map((entries): Expression => ({
        kind: "object",
        ...nowhere,
        entries: entries.map(([key, value]) => ({ kind: "entry", ...nowhere, key, value })),
      })),
    fc
      .tuple(
        variable,
        tie("expression"),
        tie("expression"),
        tie("expression"),
        fc.option(tie("expression"), { nil: undefined }),
        fc.constantFrom("tuple" as const, "object" as const),
        fc.boolean(),
      )
      .map(([valueName, collection, key, value, condition, result, grouping]): Expression => ({
        kind: "for",
        ...nowhere,
        result,
        keyName: grouping ? "k" : undefined,
        valueName,
        collection,
        key: result === "object" ? key : undefined,
        value,
        condition,
        grouping: result === "object" && grouping,
      })),
    fc
      .tuple(tie("expression"), tie("steps"))
      .filter(([source]) => source.kind !== "reference" && source.kind !== "traversal")
      .map(([source, steps]): Expression => ({ kind: "traversal", ...nowhere, source, steps })),
    fc.tuple(tie("expression"), tie("expression")).map(([collection, key]): Expression => ({
      kind: "index",
      ...nowhere,
      collection,
      key: parenthesesNode(key),
      open: -1,
    })),
    fc
      .tuple(tie("expression"), tie("each"), fc.constantFrom("full" as const, "attributes" as const))
      .filter(
        ([, each, form]) =>
          form === "full" ||
          each.kind === "splat-item" ||
          (each.kind === "traversal" && each.steps.every((step) => step.kind === "attribute-step")),
      )
      .map(([source, each, form]): Expression => ({
        kind: "splat",
        ...nowhere,
        form,
        source,
        each,
        marker: nowhere,
      })),
    fc
      .tuple(variable, fc.array(tie("expression"), { maxLength: 3 }), fc.boolean())
      .map(([each, values, spread]): Expression => ({
        ...callNode(each, ...values),
        spread: spread && values.length > 0,
      })),
    fc
      .tuple(fc.constantFrom("-" as const, "!" as const), tie("expression"))
      .map(([operator, operand]): Expression => ({ kind: "unary", ...nowhere, operator, operand })),
    fc
      .tuple(fc.constantFrom(...operators), tie("expression"), tie("expression"))
      .map(([operator, left, right]): Expression => ({ kind: "binary", ...nowhere, operator, left, right })),
    fc
      .tuple(tie("expression"), tie("expression"), tie("expression"))
      .map(([condition, whenTrue, whenFalse]): Expression => ({
        kind: "conditional",
        ...nowhere,
        condition,
        whenTrue,
        whenFalse,
      })),
    tie("expression").map(parenthesesNode),
  ),
}));
