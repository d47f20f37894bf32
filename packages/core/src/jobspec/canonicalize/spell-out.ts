import type { Attribute, Block, Field, HubObject, NestedBlock } from "../schema/_define.ts";
import { isAbsent, isEmpty, isZero } from "../schema/_hub.ts";
import { isRecord } from "../key-path.ts";

/** A block as the server writes it in JSON: with all fields of its struct, and no others. */
export function spellOut(block: Block, hub: Readonly<HubObject>): HubObject {
  const entries = Object.values(block.fields)
    .filter(({ facts }) => facts.sugar !== true && facts.stored !== "never")
    .map((field) => [field.facts.storedAs ?? field.api, storedValue(field, hub[field.api])] as const);
  const kept = block.storedSparsely === true ? entries.filter(([, value]) => !isNothing(value)) : entries;
  return Object.fromEntries(kept);
}

function storedValue(field: Field, value: unknown): unknown {
  switch (field.kind) {
    case "attribute":
      return isAbsent(value) ? absentValue(field) : value;
    case "body":
      return isAbsent(value) ? null : looseNumbers(value);
    case "block":
      return storedBlocks(field, value);
  }
}

/** Go's zero value of the server's field. */
export function absentValue({ type, facts }: Attribute): unknown {
  if (facts.stored === "pointer") return null;
  switch (type.name) {
    case "string":
    case "scalar":
      return "";
    case "int":
    case "number":
    case "duration":
      return 0;
    case "bool":
      return false;
    default:
      return null;
  }
}

function storedBlocks({ block, repeat, facts }: NestedBlock, value: unknown): unknown {
  if (Array.isArray(value))
    return value.map((item: unknown) => (isRecord(item) ? spellOut(block, item) : null));
  if (!isRecord(value) && facts.stored !== "value") return null;
  const object = isRecord(value) ? value : {};
  if (repeat !== "map") return spellOut(block, object);
  const entries = Object.entries(object).flatMap(([label, item]) =>
    isRecord(item) ? [[label, spellOut(block, item)] as const] : [],
  );
  return Object.fromEntries(entries);
}

/** Numbers as Go keeps them in data that it does not know: it keeps 53 bits. */
function looseNumbers(value: unknown): unknown {
  if (typeof value === "bigint") return Number(value);
  if (Array.isArray(value)) return value.map(looseNumbers);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, looseNumbers(item)]));
}

function isNothing(value: unknown): boolean {
  return isAbsent(value) || isZero(value) || isEmpty(value);
}
