import type { ObjectDiff } from "../../answers/plan-response.ts";
import type { KeyPath } from "../../jobspec/key-path.ts";
import type { Block } from "../../jobspec/schema/_define.ts";
import { changedFieldDiffs, fieldDiffs, orNull, typeByFields } from "./field-diffs.ts";
import { flattenLoose, plainFields, storedFields, type Flat } from "./flatten.ts";
import { blockIn, partDiffs, type Comparison, type Part, type Parts, type Stored } from "./part.ts";
import { isSame } from "./same.ts";
import { differencesBetween, type Difference } from "./difference.ts";

/** How the fields of a block become texts; it may depend on whether there is another side. */
type Flatten = (hub: Stored, other: Stored | undefined) => Flat;

/** The special features of the comparison of a block. */
export interface ObjectOptions<B extends Block> {
  readonly parts?: Parts<B>;
  /** The plain ones of the block, where this does not say. */
  readonly fields?: Flatten;
  /** Fields that a diff leaves out. */
  readonly ignored?: readonly string[];
  /** Fields that a server sets and changes by itself: nobody is shown them. */
  readonly volatile?: readonly string[];
  /** Fields that did not change are listed with those that did, where this does not say. */
  readonly unchanged?: "left out";
}

/** A block that is edited as soon as anything in it is another: an object of its fields and of its parts. */
export function object<B extends Block>(name: string, block: B, options: ObjectOptions<B> = {}): Comparison {
  const { parts = {}, ignored = [], volatile = [], unchanged } = options;
  const fields: Flatten = options.fields ?? ((hub) => plainFields(block, hub, [...ignored, ...volatile]));
  const compareFields = unchanged === undefined ? fieldDiffs : changedFieldDiffs;
  return {
    diff: (before, after) =>
      isSame(before, after)
        ? undefined
        : {
            Type: before === undefined ? "Added" : after === undefined ? "Deleted" : "Edited",
            Name: name,
            Fields: orNull(compareFields(before && fields(before, after), after && fields(after, before))),
            Objects: orNull(partDiffs(parts, before ?? {}, after ?? {})),
          },
    unseen: (before, after, keys) =>
      unseenInBlock(
        { block, parts, volatile, shown: changedFieldDiffs(fields(before, after), fields(after, before)) },
        [before, after, keys],
      ),
  };
}

/** A block of which only the plain fields count: it is nothing where they are the same, whether it is there or not. */
export function fieldsObject(name: string, block: Block, ignored: readonly string[] = []): Comparison {
  const flat = (hub: Stored | undefined): Flat | undefined => hub && plainFields(block, hub, ignored);
  return {
    diff: (before, after) => objectByFields(name, flat(before), flat(after)),
    unseen: (before, after, keys) =>
      unseenInBlock({ block, shown: changedFieldDiffs(flat(before), flat(after)) }, [before, after, keys]),
  };
}

/** An object that is there where a field of it changed. */
export function objectByFields(
  name: string,
  before: Flat | undefined,
  after: Flat | undefined,
): ObjectDiff | undefined {
  const fields = fieldDiffs(before, after);
  const type = typeByFields(fields);
  return type === undefined ? undefined : { Type: type, Name: name, Fields: orNull(fields), Objects: null };
}

/** A value that no schema describes. Nothing and an empty one are not the same. */
export function loose(name: string, { unchanged }: Pick<ObjectOptions<Block>, "unchanged"> = {}): Part {
  const compareFields = unchanged === undefined ? fieldDiffs : changedFieldDiffs;
  return {
    diff: (before, after) =>
      isSame(before, after)
        ? []
        : [
            {
              Type: isEmptyMap(before) ? "Added" : isEmptyMap(after) ? "Deleted" : "Edited",
              Name: name,
              Fields: orNull(compareFields(flattenLoose(before), flattenLoose(after))),
              Objects: null,
            },
          ],
    // A number and its text are printed alike.
    unseen: (before, after, keys) =>
      differencesBetween(before, after, keys).filter(
        (change) =>
          changedFieldDiffs(flattenLoose(change.before, " "), flattenLoose(change.after, " ")).length === 0,
      ),
  };
}

function isEmptyMap(value: unknown): boolean {
  return Object.keys(blockIn(value) ?? {}).length === 0;
}

/** The part of a block that a diff shows. */
interface Shown {
  readonly block: Block;
  readonly parts?: Parts;
  /** The fields that changed and are listed. */
  readonly shown: readonly { readonly Name: string }[];
  readonly volatile?: readonly string[];
}

/** The changes in a block that are neither among the fields that are shown nor in one of its parts. */
export function unseenInBlock(
  { block, parts = {}, shown, volatile = [] }: Shown,
  [before, after, keys]: readonly [before: Stored, after: Stored, keys: KeyPath],
): readonly Difference[] {
  // `Meta` of `Meta[a]`.
  const shownNames = new Set(shown.map(({ Name: name }) => name.replace(/[[.].*$/s, "")));
  const byName = new Map(Object.entries(parts));
  return storedFields(block).flatMap(([name]) => {
    if (volatile.includes(name)) return [];
    const part = byName.get(name);
    const steps = [...keys, name];
    if (part !== undefined) return part.unseen(before[name], after[name], steps);
    return shownNames.has(name) ? [] : differencesBetween(before[name], after[name], steps);
  });
}
