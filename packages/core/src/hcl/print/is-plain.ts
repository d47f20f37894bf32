import type { BodyItem } from "../syntax/body.ts";
import type { Expression } from "../syntax/expression.ts";

/** Whether an item is laid out with its neighbours. Blocks stand apart, and so do attributes that hold objects. */
export function isPlain(item: BodyItem): boolean {
  return item.kind === "attribute" && !holdsObject(item.value);
}

/** Whether a value is written over several lines for an object that is it or an item of it. */
export function holdsObject(value: Expression): boolean {
  switch (value.kind) {
    case "object":
      return value.entries.length > 0;
    case "parentheses":
      return holdsObject(value.inner);
    case "tuple":
      return value.items.some(holdsObject);
    default:
      return false;
  }
}
