import { narrow } from "../../units/narrow.ts";
import type { KeyPath } from "../key-path.ts";
import { isRecord } from "../key-path.ts";
import { isWithin, type IntegerWidth, type TypeName } from "../schema/_values.ts";
import { plainOf, type Json } from "./json.ts";

/** A type of the API's values. */
interface HubType {
  readonly name: TypeName;
  readonly width?: IntegerWidth;
}

/** Reports a value of the wrong type; `at` are steps from the attribute to it. */
type ReportWrong = (at: KeyPath, value: Json) => void;

/**
 * An attribute as Go decodes it into a field that may have a value already, since its name stands twice: texts are texts,
 * whole numbers have digits only and fit their type, lists go over what is there item by item, and maps add to it. `null` in a
 * list or a map is the zero value. What does not fit is reported, and leaves the field as it is.
 * @see Go encoding/json decode.go literalStore, array, object
 */
export function decodeAttribute(json: Json, type: HubType, before: unknown, report: ReportWrong): unknown {
  const item = { before, at: [], report };
  switch (type.name) {
    case "strings":
      return list(json, item, text);
    case "ints":
      return list(json, item, integer(type.width ?? "int64"));
    case "string map":
      return map(json, item, text);
    case "strings map":
      return map(json, item, (value, within) => list(value, within, text) ?? []);
    case "int":
    case "duration":
      return integer(type.width ?? "int64")(json, item);
    case "bool":
      return json.kind === "boolean" ? json.value : wrong(json, item);
    case "string":
    case "scalar":
      return text(json, item);
    case "number":
    case "int map":
    case "any":
      return plainOf(json);
  }
}

/** One value: what stands in its place already, and steps from the attribute to it. */
interface Item {
  readonly before: unknown;
  readonly at: KeyPath;
  readonly report: ReportWrong;
}

type Decode = (json: Json, item: Item) => unknown;

function text(json: Json, item: Item): unknown {
  if (json.kind === "null") return item.before ?? "";
  return json.kind === "string" ? json.value : wrong(json, item);
}

function integer(width: IntegerWidth): Decode {
  return (json, item) => {
    if (json.kind === "null") return item.before ?? 0;
    const whole = json.kind === "number" && /^-?\d+$/.test(json.text) ? BigInt(json.text) : undefined;
    // Go reads "-0" into no unsigned number.
    const isSigned = width.startsWith("int") || (json.kind === "number" && !json.text.startsWith("-"));
    return whole !== undefined && isSigned && isWithin(whole, width) ? narrow(whole) : wrong(json, item);
  };
}

function list(json: Json, { before, at, report }: Item, decode: Decode): unknown {
  if (json.kind === "null") return undefined;
  if (json.kind !== "array") return wrong(json, { before, at, report });
  const old: readonly unknown[] = Array.isArray(before) ? before : [];
  return json.items.map((value, index) => decode(value, { before: old[index], at: [...at, index], report }));
}

function map(json: Json, { before, at, report }: Item, decode: Decode): unknown {
  if (json.kind === "null") return undefined;
  if (json.kind !== "object") return wrong(json, { before, at, report });
  const entries = new Map(isRecord(before) ? Object.entries(before) : []);
  for (const [name, value] of json.members) {
    entries.set(name, decode(value, { before: undefined, at: [...at, name], report }));
  }
  return Object.fromEntries(entries);
}

function wrong(json: Json, { before, at, report }: Item): unknown {
  report(at, json);
  return before;
}
