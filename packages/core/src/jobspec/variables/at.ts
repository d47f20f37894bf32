import { NomadxError } from "../../diagnostics/errors.ts";
import { counted } from "../../text/counted.ts";
import { showValue } from "../key-path.ts";

/**
 * An element of a list by its number, or of a map by its key, as `list[0]` and `map["key"]` in HCL: one that is not there is an
 * error, and does not become the text "undefined" in a job.
 *
 * @param otherwise the value where a map has no such key, as `lookup` of HCL has it
 * @throws {NomadxError} `usage` where there is no such element, and nothing is given for it
 * @example
 * at({ dev: "web:2", prod: "web:1" }, input.stage)
 */
export function at<Item>(
  of: readonly Item[] | Readonly<Record<string, Item>>,
  key: number | string,
  otherwise?: Item,
): Item {
  // Of its own parts: what every object inherits is no element.
  const elements = new Map(Object.entries<Item>(of));
  const item = elements.get(String(key)) ?? otherwise;
  if (item !== undefined) return item;
  const there = Array.isArray(of)
    ? `it has ${counted(of.length, "element")}`
    : `it has ${shownKeys(elements)}`;
  throw new NomadxError("usage", `There is no element ${showValue(key)}: ${there}`);
}

function shownKeys(elements: ReadonlyMap<string, unknown>): string {
  return elements.size === 0 ? "none" : Array.from(elements.keys(), (key) => showValue(key)).join(", ");
}
