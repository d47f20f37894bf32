import { isIdentifier } from "../../hcl/identifier.ts";
import type { BodyItem, Expression } from "../../hcl/syntax.ts";
import { isRecord, type KeyPath } from "../key-path.ts";
import type { HclValues } from "./hcl-values.ts";

/**
 * Writes a body without a schema (a driver's `config`) so that Nomad's parser makes the same JSON of it: a list of
 * objects becomes blocks; an object that stands by itself goes into parentheses, since Nomad would wrap a bare one into
 * a list. A `null` directly in the body is left out, as Nomad leaves it out.
 * @see hashicorp/nomad jobspec2/hclutil/blockattrs.go (2.0.5)
 */
export function bodyItems(
  values: HclValues,
  body: Readonly<Record<string, unknown>>,
  keys: KeyPath,
): BodyItem[] {
  const present = Object.entries(body).filter(([, value]) => value !== null);
  return itemsOf(values, Object.fromEntries(present), keys);
}

/** Attributes first, then blocks, each in the given order. */
export function attributesFirst(items: readonly BodyItem[]): BodyItem[] {
  return [
    ...items.filter((item) => item.kind === "attribute"),
    ...items.filter((item) => item.kind === "block"),
  ];
}

function itemsOf(values: HclValues, body: Readonly<Record<string, unknown>>, keys: KeyPath): BodyItem[] {
  const items = Object.entries(body).flatMap(([name, value]): BodyItem[] => {
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
    if (!isBlockList(value)) return [{ kind: "attribute", name, value: attributeValue(values, value, at) }];
    return value.map((item, index) => ({
      kind: "block",
      type: name,
      labels: [],
      items: itemsOf(values, item, value.length > 1 ? [...at, index] : at),
    }));
  });
  return attributesFirst(items);
}

/** The value of `name = …` directly in a body or in a block of it. */
function attributeValue(values: HclValues, value: unknown, keys: KeyPath): Expression {
  if (isRecord(value)) return { kind: "parentheses", inner: values.expression(value, keys) };
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
