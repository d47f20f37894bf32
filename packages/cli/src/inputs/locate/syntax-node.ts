/** A node of a syntax tree as Babel's parser makes it: `start` and `end` are offsets into the file's text. */
export interface SyntaxNode {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

export function isSyntaxNode(value: unknown): value is SyntaxNode {
  return (
    typeof value === "object" &&
    value !== null &&
    "type" in value &&
    typeof value.type === "string" &&
    "start" in value &&
    typeof value.start === "number" &&
    "end" in value &&
    typeof value.end === "number"
  );
}

/** The node in a field of `node`, `undefined` where there is none. */
export function child(node: SyntaxNode, field: string): SyntaxNode | undefined {
  const value = fieldOf(node, field);
  return isSyntaxNode(value) ? value : undefined;
}

/** The nodes of a list in a field of `node`; holes are left in place, as `undefined`. */
export function children(node: SyntaxNode, field: string): readonly (SyntaxNode | undefined)[] {
  const value = fieldOf(node, field);
  return Array.isArray(value) ? value.map((item: unknown) => (isSyntaxNode(item) ? item : undefined)) : [];
}

/** A text in a field of `node`: the name of an identifier, the value of a string. */
export function text(node: SyntaxNode | undefined, field: string): string | undefined {
  const value = node === undefined ? undefined : fieldOf(node, field);
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined;
}

/** Whether a field of `node` is `true`: `computed`, `shorthand`. */
export function flag(node: SyntaxNode, field: string): boolean {
  return fieldOf(node, field) === true;
}

/**
 * The innermost node around `offset` that `wanted` accepts, followed by all that are around it, outwards to `root`;
 * empty when there is none.
 */
export function findPath(
  root: SyntaxNode,
  offset: number,
  wanted: (node: SyntaxNode) => boolean,
): readonly SyntaxNode[] {
  for (const value of Object.values(root)) {
    for (const item of Array.isArray(value) ? value : [value]) {
      if (!isSyntaxNode(item) || offset < item.start || offset > item.end) continue;
      const found = findPath(item, offset, wanted);
      if (found.length > 0) return [...found, root];
    }
  }
  return wanted(root) ? [root] : [];
}

function fieldOf(node: SyntaxNode, field: string): unknown {
  return Reflect.get(node, field);
}
