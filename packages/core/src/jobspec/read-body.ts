import { isIdentifier } from "../hcl/scan/identifier.ts";
import { isAsIs } from "./as-is.ts";
import { isRecord } from "./key-path.ts";
import { isSecret, revealSecret } from "./secret.ts";

/**
 * Values of a block without a schema as Nomad's parser would make them: an object standing directly in the block is a
 * list of one, a list of objects is that many blocks, and within them the same holds; everything deeper is plain data.
 * An object with a key that HCL cannot write as a block (`{ "com.example/team": "a" }`) is plain data inside, and one
 * that is marked with `asIs()` is plain data itself.
 * @see hashicorp/nomad jobspec2/hcl_conversions.go decodeMapInterfaceType (2.0.5)
 */
export function readBody(
  value: Readonly<Record<string, unknown>>,
  onSecret: (text: string) => void,
): Record<string, unknown> {
  const entries = Object.entries(value).filter(([, item]) => item !== undefined && item !== null);
  return Object.fromEntries(entries.map(([key, item]) => [key, bodyValue(item, onSecret)]));
}

function bodyValue(item: unknown, onSecret: (text: string) => void): unknown {
  if (isPlainObject(item)) return [blockOrData(item, onSecret)];
  if (Array.isArray(item) && item.length > 0 && item.every(isPlainObject)) {
    return item.map((entry) => blockOrData(entry, onSecret));
  }
  return readData(item, onSecret);
}

function blockOrData(value: Readonly<Record<string, unknown>>, onSecret: (text: string) => void): unknown {
  return Object.keys(value).every(isIdentifier) ? readBody(value, onSecret) : readData(value, onSecret);
}

/** A copy of plain data in which marked secrets are revealed. */
export function readData(value: unknown, onSecret: (text: string) => void): unknown {
  if (isSecret(value)) {
    onSecret(revealSecret(value));
    return revealSecret(value);
  }
  if (Array.isArray(value)) return value.map((item) => readData(item, onSecret));
  if (isRecord(value)) {
    const entries = Object.entries(value).filter(([, item]) => item !== undefined);
    return Object.fromEntries(entries.map(([key, item]) => [key, readData(item, onSecret)]));
  }
  return value;
}

function isPlainObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return isRecord(value) && !isSecret(value) && !isAsIs(value);
}
