import { compareBytes } from "../../go/byte-order.ts";
import { isRecord, type KeyPath } from "../../jobspec/key-path.ts";
import type { Block } from "../../jobspec/schema/_define.ts";
import { textOf } from "../../jobspec/schema/_hub.ts";
import { objectByFields } from "./object.ts";
import { plainFields, plainText } from "./flatten.ts";
import { sortObjects } from "./object-order.ts";
import { blocksIn, present, unseenOf, type Comparison, type Part, type Stored } from "./part.ts";
import { orderDifference, type Difference } from "./difference.ts";

/** The text that an item of a list is known by. */
export type Identity = (item: Stored) => string;

/** The item's name, where it has one. */
export const byName: Identity = (item) => textOf(item, "Name");

/** All that is in an item. */
export const byContent: Identity = (item) => contentText(item);

/** Blocks of which each is compared with the one of the same identity; of several, the last one counts. */
export function keyedList(identityOf: Identity, comparison: Comparison): Part {
  return {
    diff: (before, after) => {
      const [old, now] = [indexed(before, identityOf), indexed(after, identityOf)];
      return sortObjects(
        [...new Set([...old.keys(), ...now.keys()])].flatMap((identity) =>
          present(comparison.diff(old.get(identity), now.get(identity))),
        ),
      );
    },
    unseen: (before, after, keys) => [
      ...unseenInPairs(comparison, pairsByIdentity(before, after, identityOf), keys),
      ...orderOf(before, after, identityOf, keys),
    ],
  };
}

/** Blocks of which each is compared with the one at its position. */
export function positionedList(comparison: Comparison): Part {
  return {
    diff: (before, after) => {
      const [old, now] = [blocksIn(before), blocksIn(after)];
      const length = Math.max(old.length, now.length);
      return sortObjects(
        Array.from({ length }, (_, index) => index).flatMap((index) =>
          present(comparison.diff(old[index], now[index])),
        ),
      );
    },
    unseen: (before, after, keys) => {
      const old = blocksIn(before);
      const pairs = blocksIn(after).map((item, index): Pair => [old[index], item, index]);
      return unseenInPairs(comparison, pairs, keys);
    },
  };
}

/**
 * Blocks of which only the plain fields count, each compared with the one of the same identity; one without an identity is
 * known by its content.
 * @see hashicorp/nomad nomad/structs/diff.go primitiveObjectSetDiff (2.0.5)
 */
export function fieldsSet(name: string, block: Block, identityOf: Identity): Part {
  const identity: Identity = (item) => identityOf(item) || contentText(item);
  return {
    diff: (before, after) => {
      const [old, now] = [indexed(before, identity), indexed(after, identity)];
      const flat = (item: Stored | undefined) => item && plainFields(block, item);
      return sortObjects(
        [...new Set([...old.keys(), ...now.keys()])].flatMap((key) =>
          present(objectByFields(name, flat(old.get(key)), flat(now.get(key)))),
        ),
      );
    },
    unseen: (before, after, keys) => orderOf(before, after, identity, keys),
  };
}

/** Which item of the other list each item of a list belongs to; an index stands at most once. */
export type Matching = (
  before: readonly Stored[],
  after: readonly Stored[],
) => readonly (number | undefined)[];

/** Blocks without a lasting identity: which belongs to which is a matter of judgement. `labelOf` is for people. */
export function matchedList(matching: Matching, labelOf: Identity, comparison: Comparison): Part {
  return {
    diff: (before, after) => {
      const [old, now] = [blocksIn(before), blocksIn(after)];
      const matches = matching(old, now);
      const added = now.filter((_, index) => !matches.includes(index));
      const diffs = [
        ...old.flatMap((item, index) => present(comparison.diff(item, itemAt(now, matches[index])))),
        ...added.flatMap((item) => present(comparison.diff(undefined, item))),
      ];
      return sortObjects(diffs);
    },
    unseen: (before, after, keys) => {
      const [old, now] = [blocksIn(before), blocksIn(after)];
      const matches = matching(old, now);
      const pairs = matches.flatMap((match, index): Pair[] => {
        const item = itemAt(now, match);
        return item === undefined || match === undefined ? [] : [[old[index], item, match]];
      });
      const inOrder = pairs.toSorted(([, , a], [, , b]) => a - b);
      const labels = (items: readonly Pair[]) => items.map(([, item]) => labelOf(item));
      return [
        ...unseenInPairs(comparison, pairs, keys),
        ...orderDifference(labels(pairs), labels(inOrder), keys),
      ];
    },
  };
}

/** A block before, the same after, and where it stands after. */
type Pair = readonly [before: Stored | undefined, after: Stored, index: number];

function unseenInPairs(comparison: Comparison, pairs: readonly Pair[], keys: KeyPath): readonly Difference[] {
  return pairs.flatMap(([before, after, index]) => unseenOf(comparison, before, after, [...keys, index]));
}

function pairsByIdentity(before: unknown, after: unknown, identityOf: Identity): readonly Pair[] {
  const old = indexed(before, identityOf);
  return blocksIn(after).map((item, index) => [old.get(identityOf(item)), item, index]);
}

function orderOf(
  before: unknown,
  after: unknown,
  identityOf: Identity,
  keys: KeyPath,
): readonly Difference[] {
  return orderDifference(blocksIn(before).map(identityOf), blocksIn(after).map(identityOf), keys);
}

/** The blocks of a list by their identities. */
export function indexed(value: unknown, identityOf: Identity): ReadonlyMap<string, Stored> {
  return new Map(blocksIn(value).map((item) => [identityOf(item), item]));
}

function itemAt(items: readonly Stored[], index: number | undefined): Stored | undefined {
  return index === undefined ? undefined : items[index];
}

/** A text that is the same for the same content, and for nothing and an empty list; a block without content is one. */
function contentText(value: unknown): string {
  if (Array.isArray(value)) return value.length === 0 ? "" : `[${value.map(contentText).join()}]`;
  if (!isRecord(value)) return typeof value === "string" ? JSON.stringify(value) : plainText(value);
  const entries = Object.entries(value)
    .map(([key, item]) => [key, contentText(item)] as const)
    .filter(([, text]) => text !== "")
    .toSorted(([a], [b]) => compareBytes(a, b));
  return `{${entries.map(([key, text]) => `${JSON.stringify(key)}:${text}`).join()}}`;
}
