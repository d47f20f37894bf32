import { isRecord, type KeyPath } from "../../jobspec/key-path.ts";
import { isAlike } from "./same.ts";

/** A change of a job that Nomad's diff does not show. */
export interface UnseenChange {
  /** Steps into the new job as the API has it; into the old one where the new one has nothing there. */
  readonly keys: KeyPath;
  /** `order`: the same items stand in another order, or more or less often. */
  readonly kind: "value" | "order";
  /** As a server keeps it; `null` where there is nothing. */
  readonly before: unknown;
  readonly after: unknown;
}

/** The smallest parts in which two values differ. Lists of one length are compared item by item. */
export function changesBetween(before: unknown, after: unknown, keys: KeyPath): readonly UnseenChange[] {
  if (isAlike(before, after)) return [];
  if (Array.isArray(before) && Array.isArray(after) && before.length === after.length) {
    return after.flatMap((item: unknown, index) => changesBetween(before[index], item, [...keys, index]));
  }
  if (isRecord(before) && isRecord(after)) {
    const names = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...names].flatMap((name) => changesBetween(before[name], after[name], [...keys, name]));
  }
  return [{ keys, kind: "value", before: before ?? null, after: after ?? null }];
}

/**
 * Two lists, where what is in them is compared elsewhere: whether what both have stands in another order or more or less
 * often. `identities` are the items by what they are known by.
 */
export function orderChange(
  before: unknown,
  after: unknown,
  [old, now]: readonly [before: readonly string[], after: readonly string[]],
  keys: KeyPath,
): readonly UnseenChange[] {
  const [inOld, inNow] = [new Set(old), new Set(now)];
  const isSameOrder = isAlike(
    old.filter((identity) => inNow.has(identity)),
    now.filter((identity) => inOld.has(identity)),
  );
  return isSameOrder ? [] : [{ keys, kind: "order", before: before ?? null, after: after ?? null }];
}
