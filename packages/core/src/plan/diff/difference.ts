import { isRecord, type KeyPath } from "../../jobspec/key-path.ts";
import { isAbsent, isZeroScalar } from "../../jobspec/schema/_hub.ts";
import { isAlike } from "./same.ts";

/** A change of a stored job that Nomad's diff does not show. */
export interface Difference {
  /** Steps into the new job as the API has it; into the old one where the new one has nothing there. */
  readonly keys: KeyPath;
  /** `order`: the same items stand in another order, or more or less often. */
  readonly kind: "value" | "order";
  /** As a server keeps it: texts, numbers, truth values, and lists of these; nothing where it is not there. */
  readonly before: unknown;
  readonly after: unknown;
}

/** The smallest parts in which two values differ. Of a block that comes or goes those are its fields with a value. */
export function differencesBetween(before: unknown, after: unknown, keys: KeyPath): readonly Difference[] {
  if (isAlike(before, after) || (isNothing(before) && isNothing(after))) return [];
  const [old, now] = [
    isAbsent(before) ? emptyLike(after) : before,
    isAbsent(after) ? emptyLike(before) : after,
  ];
  if (isListOfBlocks(old) && isListOfBlocks(now)) {
    const length = Math.max(old.length, now.length);
    const indexes = Array.from({ length }, (_, index) => index);
    return indexes.flatMap((index) => differencesBetween(old[index], now[index], [...keys, index]));
  }
  if (isRecord(old) && isRecord(now)) {
    const names = new Set([...Object.keys(old), ...Object.keys(now)]);
    return [...names].flatMap((name) => differencesBetween(old[name], now[name], [...keys, name]));
  }
  return [{ keys, kind: "value", before, after }];
}

function isNothing(value: unknown): boolean {
  return isAbsent(value) || isZeroScalar(value);
}

function emptyLike(value: unknown): unknown {
  if (isListOfBlocks(value)) return [];
  return isRecord(value) ? {} : undefined;
}

function isListOfBlocks(value: unknown): value is readonly unknown[] {
  return Array.isArray(value) && value.every(isRecord);
}

/**
 * Two lists, where what is in them is compared elsewhere: whether what both have stands in another order or more or less
 * often. `identities` are the items by what they are known by.
 */
export function orderDifference(
  before: readonly string[],
  after: readonly string[],
  keys: KeyPath,
): readonly Difference[] {
  const [inOld, inNow] = [new Set(before), new Set(after)];
  const [old, now] = [before.filter((item) => inNow.has(item)), after.filter((item) => inOld.has(item))];
  return isAlike(old, now) ? [] : [{ keys, kind: "order", before: old, after: now }];
}
