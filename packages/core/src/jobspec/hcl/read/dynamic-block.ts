import { evaluate } from "../../../hcl/evaluate/evaluate.ts";
import { startRange } from "../../../hcl/evaluate/start-range.ts";
import type { Scope } from "../../../hcl/evaluate/scope.ts";
import type { Attribute, Block, Body } from "../../../hcl/syntax/body.ts";
import type { Expression } from "../../../hcl/syntax/expression.ts";
import type { TextRange } from "../../../hcl/syntax/text-range.ts";
import { convert } from "../../../hcl/values/convert.ts";
import { stringType, typeName } from "../../../hcl/values/types.ts";
import { integerValue, objectValue, stringValue, typeOf } from "../../../hcl/values/value.ts";
import type { Value } from "../../../hcl/values/value.ts";
import type { HclBlock, HclBody, Report, Shape } from "./hcl-body.ts";

/** What a `dynamic` block says about the blocks that it makes. */
interface Specification {
  readonly type: string;
  readonly iterator: string;
  readonly forEach: Attribute;
  readonly labels: readonly Expression[];
  readonly content: Block;
}

/**
 * The blocks that `dynamic "type" { for_each = …  content { … } }` makes, one for each element; within their content the
 * iterator, called as the type where `iterator` does not say otherwise, has the element's `key` and `value`.
 * @see hashicorp/hcl ext/dynblock/{expand_body,expand_spec}.go (2.20.2)
 */
export function expandDynamic(
  block: Block,
  shape: Shape,
  scope: Scope,
  bodyOf: (tree: Body, scope: Scope) => HclBody,
  report: Report,
): readonly HclBlock[] {
  const spec = specificationOf(block, shape, report);
  if (spec === undefined) return [];
  const elements = elementsOf(spec.forEach, scope, report);
  return elements.flatMap(([key, value]) => {
    const iterator = objectValue([
      ["key", key],
      ["value", value],
    ]);
    const inner: Scope = { parent: scope, variables: new Map([[spec.iterator, iterator]]) };
    const labels = labelsOf(spec, inner, report);
    if (labels === undefined) return [];
    const label = block.labels[0] ?? block;
    return [
      {
        type: spec.type,
        typeRange: { start: label.start, end: label.end },
        labels,
        header: { start: block.start, end: label.end },
        body: bodyOf(spec.content.body, inner),
      },
    ];
  });
}

function specificationOf(block: Block, shape: Shape, report: Report): Specification | undefined {
  const fail = (detail: string, subject: TextRange): undefined => {
    report({ code: "NX122", detail, subject, context: { start: block.start, end: block.open + 1 } });
    return undefined;
  };
  const [label, extra] = block.labels;
  const brace = { start: block.open, end: block.open + 1 };
  if (label === undefined)
    return fail("A dynamic block has the type of the blocks that it makes as its label.", brace);
  if (extra !== undefined)
    return fail("A dynamic block has one label, the type of the blocks that it makes.", extra);
  const count = shape.blocks.get(label.value);
  if (count === undefined) return fail(`"${label.value}" is no block that can stand here.`, label);

  const known = new Map<string, Attribute>();
  const contents: Block[] = [];
  for (const item of block.body.items) {
    const name = item.kind === "attribute" ? item.name : item.type;
    const subject = { start: item.start, end: item.start + name.length };
    if (item.kind === "block" && name === "content") contents.push(item);
    else if (item.kind === "attribute" && /^(for_each|iterator|labels)$/.test(name)) known.set(name, item);
    else
      return fail(`A dynamic block has for_each, iterator, labels and content, and no "${name}".`, subject);
  }
  const labels = known.get("labels");
  const forEach = known.get("for_each");
  const start = { start: block.body.start, end: block.body.start };
  if (forEach === undefined) return fail("A dynamic block needs for_each: what it makes blocks of.", start);
  if (count === 1 && labels === undefined) {
    return fail(`A block "${label.value}" has a label: write labels = [ … ].`, start);
  }
  if (count === 0 && labels !== undefined) return fail(`A block "${label.value}" has no label.`, labels);
  const [content, second] = contents;
  if (content === undefined)
    return fail("A dynamic block needs a block content { … }: what each block holds.", start);
  if (second !== undefined) return fail("A dynamic block has one block content { … }.", second);
  const iterator = iteratorOf(known.get("iterator"), label.value);
  if (iterator === undefined)
    return fail("The iterator has to be a single name.", known.get("iterator")?.value ?? block);
  const expressions =
    labels === undefined ? [] : labels.value.kind === "tuple" ? labels.value.items : undefined;
  if (labels !== undefined && expressions?.length !== count) {
    const wrong = expressions?.[count] ?? startRange(labels.value);
    return fail("The labels have to be a list of one text.", wrong);
  }
  return { type: label.value, iterator, forEach, labels: expressions ?? [], content };
}

function iteratorOf(attribute: Attribute | undefined, type: string): string | undefined {
  if (attribute === undefined) return type;
  const { value } = attribute;
  return value.kind === "reference" && value.steps.length === 0 ? value.name : undefined;
}

function elementsOf(forEach: Attribute, scope: Scope, report: Report): readonly (readonly [Value, Value])[] {
  const { value, problems } = evaluate(forEach.value, scope);
  for (const problem of problems) report(problem);
  if (problems.length > 0) return [];
  if ("entries" in value) return Array.from(value.entries, ([key, item]) => [stringValue(key), item]);
  if ("items" in value) {
    return value.items.map((item, index) => [value.kind === "set" ? item : integerValue(index), item]);
  }
  const what = value.kind === "null" ? "null" : `a ${typeName(typeOf(value))}`;
  const { start, end } = forEach.value;
  report({
    code: "NX122",
    detail: `for_each needs a list, a set, a map or an object, and this is ${what}.`,
    subject: { start, end },
  });
  return [];
}

function labelsOf(spec: Specification, scope: Scope, report: Report): HclBlock["labels"] | undefined {
  const labels: HclBlock["labels"][number][] = [];
  for (const expression of spec.labels) {
    const range = { start: expression.start, end: expression.end };
    const { value, problems } = evaluate(expression, scope);
    for (const problem of problems) report(problem);
    if (problems.length > 0) return undefined;
    const converted = convert(value, stringType);
    if ("problem" in converted || converted.value.kind !== "string") {
      const why = "problem" in converted ? converted.problem : "it is null";
      report({ code: "NX122", detail: `A label has to be a text: ${why}.`, subject: range });
      return undefined;
    }
    labels.push({ value: converted.value.value, range });
  }
  return labels;
}
