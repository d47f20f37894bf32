import hcl2 from "hcl2-parser";

import type { Body } from "../syntax/body.ts";
import type { Expression, TemplatePart } from "../syntax/expression.ts";

/**
 * Returns what an independent HCL 2 grammar reads in a text, in the form of hcl2json; `undefined` for a text that it
 * cannot read. A block is a list of bodies below its labels; what would have to be evaluated is its source in `${}`.
 */
export function refereeReads(text: string): unknown {
  return hcl2.parseToObject(text)[0] ?? undefined;
}

/** The same of what our own parser has read in a text of data. */
export function asReferee({ items }: Body, text: string): unknown {
  const read: Record<string, unknown> = {};
  for (const item of items) {
    if (item.kind === "attribute") {
      read[item.name] = valueOf(item.value, text);
      continue;
    }
    const path = [item.type, ...item.labels.map((label) => label.value)];
    const last = path.pop() ?? "";
    let parent = read;
    for (const key of path) parent = own(parent, key, {});
    own<unknown[]>(parent, last, []).push(asReferee(item.body, text));
  }
  return read;
}

/** Returns what the object has under the key; where it has nothing, `value`, which it has from now on. */
function own<Value>(object: Record<string, unknown>, key: string, value: Value): Value {
  if (!Object.hasOwn(object, key)) Object.defineProperty(object, key, { value, enumerable: true });
  // Only values of the same kind are ever put under a key: a type of blocks has one number of labels.
  return object[key] as Value;
}

function valueOf(expression: Expression, text: string): unknown {
  switch (expression.kind) {
    case "number":
      return Number(expression.text);
    case "boolean":
      return expression.value;
    case "null":
      return null;
    case "unary":
      return -Number(valueOf(expression.operand, text));
    case "template":
      return expression.parts.map((part) => partText(part, text)).join("");
    case "tuple":
      return expression.items.map((item) => valueOf(item, text));
    case "object":
      return Object.fromEntries(
        expression.entries.map(({ key, value }) => [keyOf(key, text), valueOf(value, text)]),
      );
    default:
      return sourceOf(expression, text);
  }
}

function partText(part: TemplatePart, text: string): string {
  if (part.kind === "text") return part.value.normalize();
  return part.kind === "interpolation" ? sourceOf(part.expression, text) : `not data: ${part.kind}`;
}

function keyOf(key: Expression, text: string): string {
  return key.kind === "reference" ? key.name : String(valueOf(key, text));
}

function sourceOf({ start, end }: Expression, text: string): string {
  return `\${${text.slice(start, end)}}`;
}
