import { groupBy } from "../../../units/group-by.ts";
import { suggestion } from "../../../hcl/evaluate/suggestion.ts";
import type { Scope } from "../../../hcl/evaluate/scope.ts";
import type { Attribute, Block, Body } from "../../../hcl/syntax/body.ts";
import type { Expression, ObjectEntry } from "../../../hcl/syntax/expression.ts";
import { nowhere, type TextRange } from "../../../hcl/syntax/text-range.ts";
import { expandDynamic } from "./dynamic-block.ts";
import type { Content, HclArgument, HclBlock, HclBody, Report, Shape } from "./hcl-body.ts";

/** A body of HCL's native syntax. */
export class NativeBody implements HclBody {
  readonly #tree: Body;
  readonly #scope: Scope;

  constructor(tree: Body, scope: Scope) {
    this.#tree = tree;
    this.#scope = scope;
  }

  get missingItem(): TextRange {
    return { start: this.#tree.start, end: this.#tree.start };
  }

  within(scope: Scope): HclBody {
    return new NativeBody(this.#tree, scope);
  }

  content(shape: Shape, report: Report): Content {
    const found = new Map<string, HclArgument>();
    const blocks: HclBlock[] = [];
    for (const item of this.#tree.items) {
      if (item.kind === "attribute") {
        if (!shape.arguments.has(item.name)) reportArgument(item, shape, found, report);
        // A name that is set twice is an error of syntax, told already: the first one counts.
        else if (!found.has(item.name)) found.set(item.name, this.#argument(item));
      } else if (item.type === "dynamic" && shape.dynamic === true) {
        const body = new NativeBody(item.body, this.#scope);
        if (hasLabels(item, 1, report))
          blocks.push(...expandDynamic(blockOf(item, body), shape, this.#scope, report));
      } else {
        const labels = shape.blocks.get(item.type);
        if (labels === undefined) reportBlock(item, shape, report);
        else if (hasLabels(item, labels, report))
          blocks.push(blockOf(item, new NativeBody(item.body, this.#scope)));
      }
    }
    return { arguments: [...found.values()], blocks };
  }

  justArguments(report: Report): readonly HclArgument[] {
    const block = this.#tree.items.find((item) => item.kind === "block");
    if (block !== undefined) {
      report({
        code: "NX201",
        detail: `Only arguments (name = value) are allowed here, and "${block.type}" is a block.`,
        subject: { start: block.start, end: block.start + block.type.length },
      });
    }
    return this.#attributes().map((attribute) => this.#argument(attribute));
  }

  configuration(): readonly HclArgument[] {
    return entriesOf(this.#tree).map((each) => ({ ...each, scope: this.#scope }));
  }

  #attributes(): readonly Attribute[] {
    const byName = new Map<string, Attribute>();
    for (const item of this.#tree.items) {
      if (item.kind === "attribute" && !byName.has(item.name)) byName.set(item.name, item);
    }
    return [...byName.values()];
  }

  #argument(attribute: Attribute): HclArgument {
    return {
      name: attribute.name,
      nameRange: nameRange(attribute),
      expression: attribute.value,
      scope: this.#scope,
    };
  }
}

function nameRange(attribute: Attribute): TextRange {
  return { start: attribute.start, end: attribute.start + attribute.name.length };
}

/** A block of the tree with a body that knows its scope. */
function blockOf(block: Block, body: HclBody): HclBlock {
  return {
    type: block.type,
    typeRange: { start: block.start, end: block.start + block.type.length },
    labels: block.labels.map(({ value, start, end }) => ({
      value: value.normalize("NFC"),
      range: { start, end },
    })),
    header: headerOf(block),
    body,
  };
}

/** From the type of a block to its last label. */
function headerOf(block: Block): TextRange {
  return { start: block.start, end: block.labels.at(-1)?.end ?? block.start + block.type.length };
}

function reportArgument(
  attribute: Attribute,
  shape: Shape,
  found: ReadonlyMap<string, unknown>,
  report: Report,
): void {
  const { name } = attribute;
  const free = [...shape.arguments].filter((each) => !found.has(each));
  const hint = shape.blocks.has(name)
    ? ` There is a block of this name: write ${name} { … } without the equals sign.`
    : suggestion(name, free);
  report({
    code: "NX201",
    detail: `"${name}" is not an argument that is allowed here.${hint}`,
    subject: nameRange(attribute),
  });
}

function reportBlock(block: Block, shape: Shape, report: Report): void {
  const { type } = block;
  const hint = shape.arguments.has(type)
    ? ` There is an argument of this name: write ${type} = …`
    : suggestion(type, shape.blocks.keys());
  report({
    code: "NX201",
    detail: `"${type}" is not a block that is allowed here.${hint}`,
    subject: { start: block.start, end: block.start + type.length },
  });
}

function hasLabels(block: Block, count: 0 | 1, report: Report): boolean {
  const context = { start: block.start, end: block.open + 1 };
  const extra = block.labels[count];
  if (extra !== undefined) {
    const detail =
      count === 0
        ? `The block "${block.type}" takes no label.`
        : `The block "${block.type}" takes one label, its name.`;
    report({ code: "NX121", detail, subject: { start: extra.start, end: extra.end }, context });
    return false;
  }
  if (block.labels.length < count) {
    report({
      code: "NX121",
      detail: `The block "${block.type}" takes one label, its name: ${block.type} "name" { … }.`,
      subject: { start: block.open, end: block.open + 1 },
      context,
    });
    return false;
  }
  return true;
}

interface Entry {
  readonly name: string;
  readonly nameRange: TextRange;
  readonly expression: Expression;
}

/** Arguments first, then blocks: a block takes the place of an argument of its name. */
function entriesOf(body: Body): readonly Entry[] {
  const entries = new Map<string, Entry>();
  for (const item of body.items) {
    if (item.kind !== "attribute" || entries.has(item.name)) continue;
    entries.set(item.name, { name: item.name, nameRange: nameRange(item), expression: listed(item.value) });
  }
  for (const [type, blocks] of groupBy(blocksOf(body), (block) => block.type)) {
    const [first] = blocks;
    const last = blocks.at(-1);
    if (first === undefined || last === undefined) continue;
    entries.set(type, {
      name: type,
      nameRange: { start: first.start, end: first.start + type.length },
      expression: { kind: "tuple", items: blocks.map(objectOf), start: first.open, end: last.end },
    });
  }
  return [...entries.values()];
}

function blocksOf(body: Body): readonly Block[] {
  return body.items.filter((item) => item.kind === "block");
}

function listed(expression: Expression): Expression {
  if (expression.kind !== "object") return expression;
  return { kind: "tuple", items: [expression], start: expression.start, end: expression.end };
}

function objectOf(block: Block): Expression {
  const range = { start: block.open, end: block.end };
  const content: Expression = {
    kind: "object",
    entries: entriesOf(block.body).map(({ name, nameRange: at, expression }) => entry(name, at, expression)),
    ...range,
  };
  return block.labels.reduceRight<Expression>(
    (inner, label) => ({
      kind: "object",
      entries: [entry(label.value, label, { kind: "tuple", items: [inner], ...nowhere })],
      ...range,
    }),
    content,
  );
}

function entry(name: string, { start, end }: TextRange, value: Expression): ObjectEntry {
  const key: Expression = { kind: "reference", name, steps: [], start, end };
  return { kind: "entry", key, value, start, end: value.end };
}
