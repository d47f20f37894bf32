import type { Expression, Reference } from "../../../hcl/syntax/expression.ts";

/** All references in an expression, those to names of its own for expressions left out. */
export function referencesIn(expression: Expression): readonly Reference[] {
  const found: Reference[] = [];
  collect(expression, new Set(), found);
  return found;
}

function collect(node: unknown, own: ReadonlySet<string>, found: Reference[]): void {
  if (Array.isArray(node)) {
    for (const item of node) collect(item, own, found);
    return;
  }
  if (!isNode(node)) return;
  if (isReference(node) && !own.has(node.name)) found.push(node);
  const names = namesOf(node);
  const inner = names.length === 0 ? own : new Set([...own, ...names]);
  for (const [key, child] of Object.entries(node)) {
    collect(child, key === "collection" ? own : inner, found);
  }
}

interface Node {
  readonly kind: string;
}

function isNode(value: unknown): value is Node {
  return typeof value === "object" && value !== null && "kind" in value;
}

function isReference(node: Node): node is Reference {
  return node.kind === "reference";
}

/** The names that a loop has for its elements. */
function namesOf(node: Node): readonly string[] {
  const names = [
    "keyName" in node ? node.keyName : undefined,
    "valueName" in node ? node.valueName : undefined,
  ];
  return names.filter((name) => typeof name === "string");
}
