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
    const found: HclArgument[] = [];
    const blocks: HclBlock[] = [];
    for (const item of this.#tree.items) {
      if (item.kind === "attribute") {
        if (shape.arguments.has(item.name)) found.push(this.#argument(item));
        else reportArgument(item, shape, found, report);
      } else if (item.type === "dynamic" && shape.dynamic === true) {
        if (hasLabels(item, 1, report))
          blocks.push(...expandDynamic(new NativeBlock(item, this.#scope), shape, this.#scope, report));
      } else {
        const labels = shape.blocks.get(item.type);
        if (labels === undefined) reportBlock(item, shape, report);
        else if (hasLabels(item, labels, report)) blocks.push(new NativeBlock(item, this.#scope));
      }
    }
    return { arguments: found, blocks };
  }

  justArguments(report: Report): readonly HclArgument[] {
    const block = this.#tree.items.find((item) => item.kind === "block");
    if (block !== undefined) {
      report({
        code: "NX201",
        detail: `Only arguments (name = value) are allowed here, and "${block.type}" is a block.`,
        subject: typeRange(block),
      });
    }
    return attributesOf(this.#tree).map((attribute) => this.#argument(attribute));
  }

  configuration(): readonly HclArgument[] {
    return entriesOf(this.#tree).map((each) => ({ ...each, scope: this.#scope }));
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

/** A block of the tree with a body that knows its scope. Where it stands is asked for only when something is wrong. */
class NativeBlock implements HclBlock {
  readonly labels: HclBlock["labels"];
  readonly body: HclBody;
  readonly #tree: Block;

  constructor(tree: Block, scope: Scope) {
    this.#tree = tree;
    this.labels = tree.labels.map((label) => ({ value: label.value.normalize("NFC"), range: label }));
    this.body = new NativeBody(tree.body, scope);
  }

  get type(): string {
    return this.#tree.type;
  }

  get typeRange(): TextRange {
    return typeRange(this.#tree);
  }

  get header(): TextRange {
    const { start, end } = this.typeRange;
    return { start, end: this.labels.at(-1)?.range.end ?? end };
  }
}

function nameRange(attribute: Attribute): TextRange {
  return { start: attribute.start, end: attribute.start + attribute.name.length };
}

function typeRange({ start, type }: Block): TextRange {
  return { start, end: start + type.length };
}

function reportArgument(
  attribute: Attribute,
  shape: Shape,
  found: readonly HclArgument[],
  report: Report,
): void {
  const { name } = attribute;
  const free = [...shape.arguments].filter((one) => !found.some((each) => each.name === one));
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
    subject: typeRange(block),
  });
}

function hasLabels(block: Block, count: 0 | 1, report: Report): boolean {
  if (block.labels.length === count) return true;
  const context = { start: block.start, end: block.open + 1 };
  const extra = block.labels[count];
  if (extra !== undefined) {
    const detail =
      count === 0
        ? `The block "${block.type}" takes no label.`
        : `The block "${block.type}" takes one label, its name.`;
    report({ code: "NX121", detail, subject: { start: extra.start, end: extra.end }, context });
  } else {
    report({
      code: "NX121",
      detail: `The block "${block.type}" takes one label, its name: ${block.type} "name" { … }.`,
      subject: { start: block.open, end: block.open + 1 },
      context,
    });
  }
  return false;
}

interface Entry {
  readonly name: string;
  readonly nameRange: TextRange;
  readonly expression: Expression;
}

/** Arguments first, then blocks: a block takes the place of an argument of its name. */
function entriesOf(body: Body): readonly Entry[] {
  const entries = attributesOf(body).map((item): Entry => ({
    name: item.name,
    nameRange: nameRange(item),
    expression: listed(item.value),
  }));
  if (entries.length === body.items.length) return entries;
  const byName = new Map(entries.map((each) => [each.name, each]));
  for (const [type, blocks] of groupBy(blocksOf(body), (block) => block.type)) {
    const [first] = blocks;
    const last = blocks.at(-1);
    if (first === undefined || last === undefined) continue;
    byName.set(type, {
      name: type,
      nameRange: typeRange(first),
      expression: { kind: "tuple", items: blocks.map(objectOf), start: first.open, end: last.end },
    });
  }
  return [...byName.values()];
}

function attributesOf(body: Body): readonly Attribute[] {
  return body.items.filter((item) => item.kind === "attribute");
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
