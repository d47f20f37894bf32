import { isRecord } from "../../jobspec/key-path.ts";
import { isAbsent, isEmpty } from "../../jobspec/schema/_hub.ts";

/**
 * Whether two parts of stored jobs are equal, as Go compares them: `null` is no empty list and no empty map. Numbers are
 * equal by value, be they bigints or not.
 * @see golang/go src/reflect/deepequal.go DeepEqual
 */
export function isSame(a: unknown, b: unknown): boolean {
  return areEqual(a ?? null, b ?? null, isSame) && hasSameKeys(a, b);
}

/** Whether nobody can tell two parts of stored jobs apart: nothing, an empty list and an empty map are the same. */
export function isAlike(a: unknown, b: unknown): boolean {
  return (isNothing(a) && isNothing(b)) || areEqual(a, b, isAlike);
}

/** A key without a value is one all the same. */
function hasSameKeys(a: unknown, b: unknown): boolean {
  if (!isRecord(a) || !isRecord(b)) return true;
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key));
}

function isNothing(value: unknown): boolean {
  return isAbsent(value) || isEmpty(value);
}

function areEqual(a: unknown, b: unknown, areItemsEqual: (a: unknown, b: unknown) => boolean): boolean {
  if (a === b) return true;
  if (Array.isArray(a) && Array.isArray(b)) {
    return a.length === b.length && a.every((item, index) => areItemsEqual(item, b[index]));
  }
  if (isRecord(a) && isRecord(b)) {
    return (
      Object.keys(a).every((key) => areItemsEqual(a[key], own(b, key))) &&
      Object.keys(b).every((key) => Object.hasOwn(a, key) || areItemsEqual(undefined, b[key]))
    );
  }
  return isWhole(a) && isWhole(b) && BigInt(a) === BigInt(b);
}

function own(object: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}

function isWhole(value: unknown): value is number | bigint {
  return typeof value === "bigint" || Number.isInteger(value);
}
