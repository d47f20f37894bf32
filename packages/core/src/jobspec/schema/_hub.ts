import { isRecord } from "../key-path.ts";
import type { HubObject } from "./_define.ts";

/** The blocks under an API field; none where the field is absent or `null`. They may be changed in place. */
export function blocksOf(hub: Readonly<HubObject>, field: string): HubObject[] {
  const value = hub[field];
  return Array.isArray(value) ? value.filter(isHubObject) : [];
}

/** The block under an API field, if there is one. It may be changed in place. */
export function blockOf(hub: Readonly<HubObject>, field: string): HubObject | undefined {
  const value = hub[field];
  return isHubObject(value) ? value : undefined;
}

/** Whether the API's JSON has nothing there: absent or `null`. */
export function isAbsent(value: unknown): value is null | undefined {
  return value === null || value === undefined;
}

/** Gives an absent field a value. */
export function fillIn(hub: HubObject, field: string, value: unknown): void {
  if (isAbsent(hub[field])) hub[field] = value;
}

/** A copy without the fields that hold what a reader fills in anyway. Numbers and bigints of one value are equal. */
export function leaveOut(hub: Readonly<HubObject>, filledIn: Readonly<HubObject>): HubObject {
  const isFilledIn = (field: string, value: unknown): boolean =>
    Object.hasOwn(filledIn, field) && isSame(value, filledIn[field]);
  return Object.fromEntries(Object.entries(hub).filter(([field, value]) => !isFilledIn(field, value)));
}

function isSame(a: unknown, b: unknown): boolean {
  if (Array.isArray(a) && Array.isArray(b)) return a.length === 0 && b.length === 0;
  return a === b || (typeof a === "bigint" && typeof b === "number" && a === BigInt(b));
}

function isHubObject(value: unknown): value is HubObject {
  return isRecord(value);
}
