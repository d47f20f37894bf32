import type { ObjectDiff } from "../../answers/plan-response.ts";
import type { KeyPath } from "../../jobspec/key-path.ts";
import type { Block, HubObject, HubOf } from "../../jobspec/schema/_define.ts";
import { isHubObject } from "../../jobspec/schema/_hub.ts";
import { isSame } from "./same.ts";
import { differencesBetween, type Difference } from "./difference.ts";

/** A block as a server keeps it. */
export type Stored = Readonly<HubObject>;

/** How what stands under one field of a block is compared. */
export interface Part {
  /** The objects that Nomad's diff shows of it, in its order. */
  readonly diff: (before: unknown, after: unknown) => readonly ObjectDiff[];
  /** The other changes. `keys` are the steps to the field. */
  readonly unseen: (before: unknown, after: unknown, keys: KeyPath) => readonly Difference[];
}

/** How one block is compared with another. */
export interface Comparison {
  /** Nothing where Nomad finds no difference; of one that is not there the other is added or deleted. */
  readonly diff: (before: Stored | undefined, after: Stored | undefined) => ObjectDiff | undefined;
  readonly unseen: (before: Stored, after: Stored, keys: KeyPath) => readonly Difference[];
}

/** The fields of a block that are compared by themselves, in the order in which a diff lists what becomes of them. */
export type Parts<B extends Block = Block> = { readonly [Name in keyof HubOf<B> & string]?: Part };

/** A field that Nomad's diff does not look at. */
export const unseen: Part = { diff: () => [], unseen: differencesBetween };

/** A block that stands once or not at all. */
export function one(comparison: Comparison): Part {
  return {
    diff: (before, after) => present(comparison.diff(blockIn(before), blockIn(after))),
    unseen: (before, after, keys) => unseenOf(comparison, blockIn(before), blockIn(after), keys),
  };
}

/** The objects that become of the fields that are compared by themselves. */
export function partDiffs(parts: Parts, before: Stored, after: Stored): ObjectDiff[] {
  return Object.entries(parts).flatMap(([name, part]) => part?.diff(before[name], after[name]) ?? []);
}

/** The unseen changes between two blocks that may not be there: of a whole one that comes or goes nothing is unseen. */
export function unseenOf(
  comparison: Comparison,
  before: Stored | undefined,
  after: Stored | undefined,
  keys: KeyPath,
): readonly Difference[] {
  const isWhole = before === undefined || after === undefined;
  return isWhole || isSame(before, after) ? [] : comparison.unseen(before, after, keys);
}

/** The block that a field holds, if it does. */
export function blockIn(value: unknown): Stored | undefined {
  return isHubObject(value) ? value : undefined;
}

/** The blocks that a field holds. */
export function blocksIn(value: unknown): readonly Stored[] {
  return Array.isArray(value) ? value.filter(isHubObject) : [];
}

/** A list of what there is, if there is anything. */
export function present<T>(value: T | undefined): readonly T[] {
  return value === undefined ? [] : [value];
}
