import type { SourceRange } from "@nomadx/core";

import type { Sources } from "./files/sources.ts";
import { ScriptFiles, type ScriptFile } from "./locate/script-files.ts";
import { child, children, flag, isSyntaxNode, text, type SyntaxNode } from "./locate/syntax-node.ts";

/**
 * The first place where job files, or modules that they import by relative path, read a property of this name: where they
 * may ask for a variable that they did not ask for when they ran, such as behind a condition.
 * @param files absolute paths of scripts
 */
export function mentionOf(name: string, files: readonly string[], sources: Sources): SourceRange | undefined {
  const scripts = new ScriptFiles(sources);
  const queue = files.flatMap((file) => scripts.get(file) ?? []);
  const seen = new Set<ScriptFile>(queue);
  for (const script of queue) {
    for (const node of nodesIn(script.root)) {
      if (isRead(node, name)) return sources.range(script.path, node.start, node.end);
      const specifier = /^(?:Import|Export)/.test(node.type)
        ? text(child(node, "source"), "value")
        : undefined;
      const imported = specifier === undefined ? undefined : scripts.imported(specifier, script);
      if (imported === undefined || seen.has(imported)) continue;
      seen.add(imported);
      queue.push(imported);
    }
  }
  return undefined;
}

/** `x.name`, `x["name"]` or any other text "name", or `{ name } = x`; not the key of an object that is made. */
function isRead(node: SyntaxNode, name: string): boolean {
  switch (node.type) {
    case "MemberExpression":
    case "OptionalMemberExpression":
      return !flag(node, "computed") && text(child(node, "property"), "name") === name;
    case "StringLiteral":
      return text(node, "value") === name;
    case "ObjectPattern":
      return children(node, "properties").some(
        (property) => property !== undefined && text(child(property, "key"), "name") === name,
      );
    default:
      return false;
  }
}

/** All nodes of a tree, in the order of the text as far as its fields are. */
function* nodesIn(root: SyntaxNode): Generator<SyntaxNode> {
  const stack = [root];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    yield node;
    for (const value of Object.values(node).toReversed()) {
      for (const item of (Array.isArray(value) ? value : [value]).toReversed()) {
        if (isSyntaxNode(item)) stack.push(item);
      }
    }
  }
}
