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

/** Whether it is Go's zero value of a scalar. */
export function isZeroScalar(value: unknown): boolean {
  return value === "" || value === 0 || value === 0n || value === false;
}

/** Whether it is Go's zero value of a scalar, or a list without items. */
export function isZero(value: unknown): boolean {
  return isZeroScalar(value) || (Array.isArray(value) && value.length === 0);
}

/** Whether it is a list or a map, and nothing is in it. */
export function isEmpty(value: unknown): boolean {
  return Array.isArray(value) ? value.length === 0 : isRecord(value) && Object.keys(value).length === 0;
}

/** The text under an API field; "" where there is none. */
export function textOf(hub: Readonly<HubObject> | undefined, field: string): string {
  const value = hub?.[field];
  return typeof value === "string" ? value : "";
}

/** Whether it is a number, and no smaller than `least`. */
export function isAtLeast(value: unknown, least: number): value is number | bigint {
  return (typeof value === "number" || typeof value === "bigint") && value >= least;
}

/** The fields of a block that are there: without absent fields. */
export function presentOf(hub: Readonly<HubObject> | undefined): HubObject {
  return Object.fromEntries(Object.entries(hub ?? {}).filter(([, value]) => !isAbsent(value)));
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

/** Whether it is a block in the API's form. */
export function isHubObject(value: unknown): value is HubObject {
  return isRecord(value);
}
