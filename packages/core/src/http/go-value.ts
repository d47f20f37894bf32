import * as z from "zod/mini";

/*
 * Values as Go's encoder writes them. Nomad and Consul leave zero values out in some places and write `null` for empty
 * lists and maps in most, and an older server does not know every field; so "absent", `null` and the zero value are one
 * here.
 */

/** A string, "" when absent. */
export const text = z.pipe(
  z.nullish(z.string()),
  z.transform((value) => value ?? ""),
);

/** A boolean, false when absent. */
export const flag = z.pipe(
  z.nullish(z.boolean()),
  z.transform((value) => value ?? false),
);

/** A whole number that fits a double, 0 when absent. */
export const count = z.pipe(
  z.nullish(z.int()),
  z.transform((value) => value ?? 0),
);

/** A 64-bit integer, 0 when absent: indexes, times in nanoseconds. */
export const int64 = z.pipe(
  z.nullish(z.union([z.int(), z.bigint()])),
  z.transform((value) => value ?? 0),
);

/** A moment in RFC 3339, `undefined` when absent or Go's zero time. */
export const time = z.pipe(
  z.nullish(z.string()),
  z.transform((value) => (value?.startsWith("0001-01-01T") ? undefined : (value ?? undefined))),
);

/** A list, empty when absent. */
export function list<T>(item: z.ZodMiniType<T>) {
  return z.pipe(
    z.nullish(z.array(item)),
    z.transform((value): T[] => value ?? []),
  );
}

/** Values by key, empty when absent. */
export function map<T>(value: z.ZodMiniType<T>) {
  return z.pipe(
    z.nullish(z.record(z.string(), value)),
    z.transform((record): Record<string, T> => record ?? {}),
  );
}

/** A nested object, `undefined` when absent. */
export function optional<T>(object: z.ZodMiniType<T>) {
  return z.pipe(
    z.nullish(object),
    z.transform((value): T | undefined => value ?? undefined),
  );
}
