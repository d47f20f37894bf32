import { isPlain } from "../../hcl/print/is-plain.ts";
import { isIdentifier } from "../../hcl/scan/identifier.ts";
import type { BodyItem } from "../../hcl/syntax/body.ts";
import type { Expression } from "../../hcl/syntax/expression.ts";
import { attributeNode, blockNode, parenthesesNode } from "../../hcl/syntax/nodes.ts";
import { isRecord, type KeyPath } from "../key-path.ts";
import type { Block } from "../schema/_define.ts";
import type { HclValues } from "./hcl-values.ts";

/**
 * Writes a body without a schema (a driver's `config`) so that Nomad's parser makes the same JSON of it: a list of
 * objects becomes blocks; an object that stands by itself goes into parentheses, since Nomad would wrap a bare one into
 * a list. A `null` directly in the body is left out, as Nomad leaves it out. What `schema` knows comes first, in its
 * order, the rest as given.
 * @see hashicorp/nomad jobspec2/hclutil/blockattrs.go (2.0.5)
 */
export function bodyItems(
  values: HclValues,
  body: Readonly<Record<string, unknown>>,
  keys: KeyPath,
  schema?: Block,
): BodyItem[] {
  const present = Object.entries(body).filter(([, value]) => value !== null);
  return itemsOf(values, present, keys, schema);
}

/** Plain attributes first, then blocks and what looks like them, each in the given order. */
export function plainFirst(items: readonly BodyItem[]): BodyItem[] {
  return [...items.filter(isPlain), ...items.filter((item) => !isPlain(item))];
}

function itemsOf(
  values: HclValues,
  entries: readonly (readonly [string, unknown])[],
  keys: KeyPath,
  schema: Block | undefined,
): BodyItem[] {
  const items = inOrder(entries, schema).flatMap(([name, value]): BodyItem[] => {
    const at = [...keys, name];
    if (value === undefined) return [];
    if (!isIdentifier(name)) {
      values.impossible(at, `HCL cannot write "${name}" as a name`, {
        at: "key",
        detail: "In a block, a name is letters, digits, _ and -, not beginning with a digit or -.",
        help: "Submit the job as JSON instead.",
      });
      return [];
    }
    if (!isBlockList(value)) return [attributeNode(name, attributeValue(values, value, at))];
    const field = schema?.fields[name];
    const inner = field?.kind === "block" ? field.block : undefined;
    return value.map((item, index) =>
      blockNode(
        name,
        [],
        itemsOf(values, Object.entries(item), value.length > 1 ? [...at, index] : at, inner),
      ),
    );
  });
  return plainFirst(items);
}

function inOrder<Entry extends readonly [string, unknown]>(
  entries: readonly Entry[],
  schema: Block | undefined,
): readonly Entry[] {
  if (schema === undefined) return entries;
  const known = Object.keys(schema.fields);
  const rank = (name: string): number => (known.includes(name) ? known.indexOf(name) : known.length);
  return entries.toSorted(([a], [b]) => rank(a) - rank(b));
}

/** The value of `name = …` directly in a body or in a block of it. */
function attributeValue(values: HclValues, value: unknown, keys: KeyPath): Expression {
  if (isRecord(value)) return parenthesesNode(values.expression(value, keys));
  // Nomad wraps the bare object again: `labels = { "com.example/team" = "a" }`.
  if (Array.isArray(value) && value.length === 1 && isRecord(value[0]))
    return values.expression(value[0], keys);
  return values.expression(value, keys);
}

/** Whether repeated blocks can stand for `value`: a list of objects whose keys can all be names. */
function isBlockList(value: unknown): value is readonly Readonly<Record<string, unknown>>[] {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((item) => isRecord(item) && Object.keys(item).every(isIdentifier))
  );
}
