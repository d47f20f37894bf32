import type { Attribute, Block, BlockLabel, Body } from "./body.ts";
import type { Expression, ObjectEntry, Step, TemplatePart } from "./expression.ts";

/** Any node of a tree. */
export type SyntaxNode =
  Body | Attribute | Block | BlockLabel | Expression | ObjectEntry | TemplatePart | Step;

/**
 * All nodes of a tree, each before what is in it, in the order of the text.
 * @example
 * [...walk(parseExpression("a + b.c").tree)].filter((node) => node.kind === "reference").map(({ name }) => name) // ["a", "b"]
 */
export function* walk(root: SyntaxNode): Generator<SyntaxNode, void, undefined> {
  const open: SyntaxNode[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    yield node;
    open.push(...childrenOf(node).toReversed());
  }
}

/** The nodes directly in a node, in the order of the text. */
export function childrenOf(node: SyntaxNode): readonly SyntaxNode[] {
  switch (node.kind) {
    case "body":
      return node.items;
    case "attribute":
      return [node.value];
    case "block":
      return [...node.labels, node.body];
    case "tuple":
      return node.items;
    case "object":
      return node.entries;
    case "entry":
      return [node.key, node.value];
    case "for":
      return present(node.collection, node.key, node.value, node.condition);
    case "template":
      return node.parts;
    case "template-for":
      return [node.collection, ...node.parts];
    case "template-if":
      return [node.condition, ...node.whenTrue, ...node.whenFalse];
    case "interpolation":
      return [node.expression];
    case "reference":
      return node.steps;
    case "traversal":
      return [node.source, ...node.steps];
    case "index-step":
      return [node.key];
    case "index":
      return [node.collection, node.key];
    case "splat":
      return [node.source, node.each];
    case "call":
      return node.arguments;
    case "unary":
      return [node.operand];
    case "binary":
      return [node.left, node.right];
    case "conditional":
      return [node.condition, node.whenTrue, node.whenFalse];
    case "parentheses":
      return [node.inner];
    case "label":
    case "number":
    case "boolean":
    case "null":
    case "text":
    case "attribute-step":
    case "splat-item":
    case "invalid":
      return [];
  }
}

function present(...nodes: readonly (SyntaxNode | undefined)[]): readonly SyntaxNode[] {
  return nodes.filter((node) => node !== undefined);
}
