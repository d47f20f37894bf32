import type { ApiJob } from "../api-job.ts";

/** A group of a job in the API's form. */
export type Group = NonNullable<ApiJob["TaskGroups"]>[number];
/** A task of a group in the API's form. */
export type Task = NonNullable<Group["Tasks"]>[number];
/** A service of a group or a task in the API's form. */
export type Service = NonNullable<Group["Services"]>[number];
/** A health check of a service in the API's form. */
export type Check = NonNullable<Service["Checks"]>[number];
/** A constraint of a job, a group, a task or a device in the API's form. */
export type Constraint = NonNullable<Group["Constraints"]>[number];

/** Whether the API's JSON has something there: neither absent nor `null`. */
export function isThere<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}
