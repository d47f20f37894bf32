import { type Node, parseTree } from "jsonc-parser";
import type { SourceRange } from "@nomadx/core";
import type { KeyPath } from "@nomadx/core/jobspec";
import type { Sources } from "../files/sources.ts";

/**
 * The range of what `keys` lead to in a JSON file: of the key when `at` says so or the value takes several lines, else of
 * the value. Where the way ends early, the last key on it.
 */
export function locateInJson(
  file: string,
  keys: KeyPath,
  at: "key" | "value",
  sources: Sources,
): SourceRange {
  const text = sources.text(file) ?? "";
  let value = treeOf(text);
  if (value === undefined) return sources.whole(file);
  let key: Node | undefined;
  let isComplete = true;
  for (const step of keys) {
    const next = stepInto(value, step);
    isComplete = next !== undefined;
    if (next === undefined) break;
    value = next.value;
    key = next.key;
  }
  const { offset, length } = value;
  const isLong = text.slice(offset, offset + length).includes("\n");
  const shown = at === "key" || isLong || !isComplete ? (key ?? value) : value;
  return sources.range(file, shown.offset, shown.offset + shown.length);
}

/** The tree of a text; `undefined` where it is nested too deeply for the parser. */
function treeOf(text: string): Node | undefined {
  try {
    return parseTree(text);
  } catch {
    return undefined;
  }
}

function stepInto(
  node: Node,
  step: string | number,
): { readonly key?: Node; readonly value: Node } | undefined {
  if (node.type === "array") {
    const value = node.children?.[Number(step)];
    return value === undefined ? undefined : { value };
  }
  // Of a name that stands there twice, JSON takes the last. Nomad takes names in any case.
  const named = (isSame: (name: string) => boolean): Node | undefined =>
    node.children?.findLast((candidate) => isSame(String(candidate.children?.[0]?.value)));
  const wanted = String(step);
  const property =
    named((name) => name === wanted) ?? named((name) => name.toLowerCase() === wanted.toLowerCase());
  const [key, value] = property?.children ?? [];
  return key === undefined || value === undefined ? undefined : { key, value };
}
