/** The kinds of change of an item. */
export type Change<T> =
  | { readonly kind: "added" | "removed"; readonly item: T }
  | { readonly kind: "changed"; readonly item: T; readonly before: T };

/** The differences between two lists, by what makes an item the same. */
export function changesBetween<T>(
  before: readonly T[],
  after: readonly T[],
  keyOf: (item: T) => string,
): readonly Change<T>[] {
  const old = new Map(before.map((item) => [keyOf(item), item]));
  const now = new Set(after.map(keyOf));
  return [
    ...after.flatMap((item): Change<T>[] => {
      const was = old.get(keyOf(item));
      if (was === undefined) return [{ kind: "added", item }];
      return JSON.stringify(was) === JSON.stringify(item) ? [] : [{ kind: "changed", item, before: was }];
    }),
    ...before.filter((item) => !now.has(keyOf(item))).map((item): Change<T> => ({ kind: "removed", item })),
  ];
}
