import { isIdentifier } from "../../hcl/scan/identifier.ts";
import { isRecord } from "../../jobspec/key-path.ts";
import type { Block } from "../../jobspec/schema/_define.ts";
import { array, call, data, type ObjectLiteral, type ObjectPart, type Script } from "../syntax/script.ts";

/**
 * A body without a schema (a driver's `config`) so that reading it gives the same data: a list of one object is that object,
 * an object that stands by itself is marked with `asIs()`. What the driver's schema knows comes first, in its order.
 * @see readBody
 */
export function bodyParts(body: Readonly<Record<string, unknown>>, schema?: Block): ObjectLiteral {
  const known = Object.keys(schema?.fields ?? {});
  const rank = (name: string): number => (known.includes(name) ? known.indexOf(name) : known.length);
  const entries = Object.entries(body)
    .filter(([, value]) => value !== null && value !== undefined)
    .toSorted(([a], [b]) => rank(a) - rank(b))
    .map(([key, value]): ObjectPart => ({ key, value: valueInBody(value) }));
  return { kind: "object", entries };
}

/** The value of an argument of a body, read back as the same. */
export function valueInBody(value: unknown): Script {
  if (isRecord(value)) return call("asIs", data(value));
  if (!isBlockList(value)) return data(value);
  const [only, ...others] = value;
  if (only !== undefined && others.length === 0) return blockOrData(only);
  return array(value.map(blockOrData));
}

function blockOrData(value: Readonly<Record<string, unknown>>): Script {
  if (!Object.keys(value).every(isIdentifier)) return data(value);
  return bodyParts(value);
}

/** Whether reading takes a list for blocks: a list of objects. */
function isBlockList(value: unknown): value is readonly Readonly<Record<string, unknown>>[] {
  return Array.isArray(value) && value.length > 0 && value.every(isRecord);
}
