import { type Node, parseTree } from "jsonc-parser";
import type { SourceRange } from "@nomadx/core";
import type { KeyPath } from "@nomadx/core/jobspec";
import type { Sources } from "../files/sources.ts";

/** A property: its key and its value. */
interface Property {
  readonly key: Node;
  readonly value: Node;
}

/** The properties of an object by name, and by the name in lower case. */
interface Properties {
  readonly exact: ReadonlyMap<string, Property>;
  readonly anyCase: ReadonlyMap<string, Property>;
}

/** Finds places in JSON files, each of which is parsed once. */
export class JsonLocator {
  readonly #sources: Sources;
  readonly #trees = new Map<string, Node | undefined>();
  readonly #properties = new WeakMap<Node, Properties>();

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  /**
   * The range of what `keys` lead to in a JSON file: of the key when `at` says so or the value takes several lines, else of
   * the value. Where the way ends early, the last key on it.
   */
  locate(file: string, keys: KeyPath, at: "key" | "value"): SourceRange {
    const text = this.#sources.text(file) ?? "";
    let value = this.#treeOf(file, text);
    if (value === undefined) return this.#sources.whole(file);
    let key: Node | undefined;
    let isComplete = true;
    for (const step of keys) {
      const next = this.#stepInto(value, step);
      isComplete = next !== undefined;
      if (next === undefined) break;
      value = next.value;
      key = next.key;
    }
    const { offset, length } = value;
    const isLong = text.slice(offset, offset + length).includes("\n");
    const shown = at === "key" || isLong || !isComplete ? (key ?? value) : value;
    return this.#sources.range(file, shown.offset, shown.offset + shown.length);
  }

  /** The tree of a file's text; `undefined` where it is nested too deeply for the parser. */
  #treeOf(file: string, text: string): Node | undefined {
    if (!this.#trees.has(file)) this.#trees.set(file, treeOf(text));
    return this.#trees.get(file);
  }

  #stepInto(node: Node, step: string | number): { readonly key?: Node; readonly value: Node } | undefined {
    if (node.type === "array") {
      const value = node.children?.[Number(step)];
      return value === undefined ? undefined : { value };
    }
    const { exact, anyCase } = this.#propertiesOf(node);
    const wanted = String(step);
    return exact.get(wanted) ?? anyCase.get(wanted.toLowerCase());
  }

  #propertiesOf(node: Node): Properties {
    const known = this.#properties.get(node);
    if (known !== undefined) return known;
    const properties = propertiesOf(node);
    this.#properties.set(node, properties);
    return properties;
  }
}

function treeOf(text: string): Node | undefined {
  try {
    return parseTree(text);
  } catch {
    return undefined;
  }
}

/** Of a name that stands there twice, JSON takes the last. Nomad takes names in any case. */
function propertiesOf({ children = [] }: Node): Properties {
  const exact = new Map<string, Property>();
  const anyCase = new Map<string, Property>();
  for (const { children: [key, value] = [] } of children) {
    if (key === undefined || value === undefined) continue;
    const name = String(key.value);
    exact.set(name, { key, value });
    anyCase.set(name.toLowerCase(), { key, value });
  }
  return { exact, anyCase };
}
