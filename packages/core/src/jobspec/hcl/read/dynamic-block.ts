import { evaluate } from "../../../hcl/evaluate/evaluate.ts";
import { startRange } from "../../../hcl/evaluate/start-range.ts";
import type { Scope } from "../../../hcl/evaluate/scope.ts";
import type { Expression } from "../../../hcl/syntax/expression.ts";
import type { TextRange } from "../../../hcl/syntax/text-range.ts";
import { convert } from "../../../hcl/values/convert.ts";
import { stringType, typeName } from "../../../hcl/values/types.ts";
import { integerValue, objectValue, stringValue, typeOf } from "../../../hcl/values/value.ts";
import type { Value } from "../../../hcl/values/value.ts";
import { argumentValue } from "./argument-value.ts";
import type { HclArgument, HclBlock, HclBody, Report, Shape } from "./hcl-body.ts";

/** The settings of a `dynamic` block: which blocks it makes, and how. */
export interface DynamicBlock {
  readonly type: string;
  readonly iterator: string;
  readonly forEach: HclArgument;
  readonly labels: readonly Expression[];
  readonly content: HclBody;
}

/**
 * The blocks that `dynamic "type" { for_each = …  content { … } }` makes, one for each element; within their content the
 * iterator, called as the type where `iterator` does not say otherwise, has the element's `key` and `value`.
 * @see hashicorp/hcl ext/dynblock/{expand_body,expand_spec}.go (2.20.2)
 */
export function expandDynamic(
  block: HclBlock,
  shape: Shape,
  scope: Scope,
  report: Report,
): readonly HclBlock[] {
  const spec = readDynamic(block, shape, report);
  if (spec === undefined) return [];
  return elementsOf(spec.forEach, report).flatMap(([key, value]) => {
    const iterator = objectValue([
      ["key", key],
      ["value", value],
    ]);
    const inner: Scope = { parent: scope, variables: new Map([[spec.iterator, iterator]]) };
    const labels = labelsOf(spec, inner, report);
    if (labels === undefined) return [];
    const { range: typeRange } = block.labels[0] ?? { range: block.typeRange };
    return [{ type: spec.type, typeRange, labels, header: block.header, body: spec.content.within(inner) }];
  });
}

/** The settings that a `dynamic` block has; `undefined` after a report. */
export function readDynamic(block: HclBlock, shape: Shape, report: Report): DynamicBlock | undefined {
  const { body } = block;
  const type = block.labels[0]?.value ?? "";
  const fail = (detail: string, subject: TextRange): undefined => {
    report({ code: "NX122", detail, subject, context: block.header });
    return undefined;
  };
  const count = shape.blocks.get(type);
  if (count === undefined)
    return fail(`"${type}" is not a block that is allowed here.`, block.labels[0]?.range ?? block.typeRange);

  let isWrong = false;
  const content = body.content(count === 0 ? unlabelledShape : labelledShape, (problem) => {
    isWrong = true;
    report(problem);
  });
  if (isWrong) return undefined;
  const argument = (wanted: string) => content.arguments.find(({ name }) => name === wanted);
  const forEach = argument("for_each");
  if (forEach === undefined)
    return fail("A dynamic block needs for_each: the collection that it makes blocks of.", body.missingItem);
  const labels = argument("labels")?.expression;
  if (count === 1 && labels === undefined)
    return fail(`A block "${type}" has a label: write labels = [ … ].`, body.missingItem);
  const [first, second] = content.blocks;
  if (first === undefined)
    return fail("A dynamic block needs a block content { … }: the content of each block.", body.missingItem);
  if (second !== undefined) return fail("A dynamic block has one block content { … }.", second.typeRange);
  const iterator = iteratorOf(argument("iterator"), type, report);
  if (iterator === undefined)
    return fail("The iterator has to be a single name.", argument("iterator")?.expression ?? block.header);
  const expressions = labels === undefined ? [] : labels.kind === "tuple" ? labels.items : undefined;
  if (labels !== undefined && expressions?.length !== count)
    return fail("The labels have to be a list of one text.", expressions?.[count] ?? startRange(labels));
  return { type, iterator, forEach, labels: expressions ?? [], content: first.body };
}

const unlabelledShape: Shape = {
  arguments: new Set(["for_each", "iterator"]),
  blocks: new Map([["content", 0]]),
};
const labelledShape: Shape = {
  arguments: new Set(["for_each", "iterator", "labels"]),
  blocks: new Map([["content", 0]]),
};

function iteratorOf(argument: HclArgument | undefined, type: string, report: Report): string | undefined {
  if (argument === undefined) return type;
  const value = argument.json?.bare(report) ?? argument.expression;
  return value.kind === "reference" && value.steps.length === 0 ? value.name : undefined;
}

/** The keys and values that a `dynamic` block goes through. */
export function elementsOf(forEach: HclArgument, report: Report): readonly (readonly [Value, Value])[] {
  const { value, problems } = argumentValue(forEach);
  for (const problem of problems) report(problem);
  if (problems.length > 0) return [];
  if ("entries" in value) return Array.from(value.entries, ([key, item]) => [stringValue(key), item]);
  if ("items" in value) {
    return value.items.map((item, index) => [value.kind === "set" ? item : integerValue(index), item]);
  }
  const what = value.kind === "null" ? "null" : `a ${typeName(typeOf(value))}`;
  const { start, end } = forEach.expression;
  report({
    code: "NX122",
    detail: `for_each needs a list, a set, a map or an object, and this is ${what}.`,
    subject: { start, end },
  });
  return [];
}

function labelsOf(spec: DynamicBlock, scope: Scope, report: Report): HclBlock["labels"] | undefined {
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
