import type { CallResult } from "../evaluate/hcl-function.ts";
import { convert } from "../values/convert.ts";
import { dynamicType, sameType, setOf, typeName } from "../values/types.ts";
import type { Type } from "../values/types.ts";
import { unify } from "../values/unify.ts";
import { listValue, setValue, tupleValue, typeOf, valuesEqual } from "../values/value.ts";
import type { Value } from "../values/value.ts";
import { any, define, itemsOf, results } from "./define.ts";
import type { Functions } from "./define.ts";

const anySet = (name: string) => ({ name, type: setOf(dynamicType) });

/**
 * Functions of sets.
 * @see zclconf/go-cty cty/function/stdlib/{set,collection}.go (1.19.0)
 */
export const setFunctions: Functions = {
  setunion: define(
    [anySet("first_set")],
    setOf(dynamicType),
    (args) => combined(args, (own, other) => [...own, ...other]),
    anySet("other_sets"),
  ),
  setintersection: define(
    [anySet("first_set")],
    setOf(dynamicType),
    (args) =>
      combined(args, (own, other) =>
        own.filter((item) => other.some((each) => valuesEqual(item, each) === true)),
      ),
    anySet("other_sets"),
  ),
  setproduct: define([], results.any, product, any("sets")),
};

function combined(
  args: readonly Value[],
  combine: (own: readonly Value[], other: readonly Value[]) => readonly Value[],
): CallResult {
  const types = args.flatMap((arg) => {
    const element = arg.kind === "set" ? arg.element : dynamicType;
    return itemsOf(arg).length === 0 && element.kind === "dynamic" ? [] : [element];
  });
  const element = types.length === 0 ? dynamicType : unify(types, "unsafe");
  if (element === undefined) return { problem: "the elements of all sets must have a common type" };
  let items: readonly Value[] | undefined;
  let common: Type | undefined;
  for (const [position, arg] of args.entries()) {
    const converted = convert(arg, setOf(element));
    if ("problem" in converted) return { problem: converted.problem, argument: position };
    const type = typeOf(converted.value);
    // Where one has no type, as that of nulls alone, the others stay what they are.
    if (common !== undefined && !sameType(type, common))
      return { problem: `a ${typeName(common)} and a ${typeName(type)} have nothing in common` };
    common = type;
    const own = itemsOf(converted.value);
    items = items === undefined ? own : combine(items, own);
  }
  return { value: setValue(element, items ?? []) };
}

/** More tuples than that are refused: each argument multiplies their number. */
const mostInProduct = 1_000_000;

function product(args: readonly Value[]): CallResult {
  if (args.length < 2) return { problem: "at least two arguments are required" };
  const elements: Type[] = [];
  for (const [position, arg] of args.entries()) {
    if (!("items" in arg)) return { problem: "a set or a list is required", argument: position };
    const type = arg.kind === "tuple" ? unify(arg.items.map(typeOf), "unsafe") : arg.element;
    if (type === undefined && arg.items.length > 0) {
      return { problem: "all elements must have a common type", argument: position };
    }
    elements.push(type ?? dynamicType);
  }
  const count = args.reduce((total, arg) => total * itemsOf(arg).length, 1);
  if (count > mostInProduct) return { problem: `it would be more than ${mostInProduct} combinations` };
  let rows: readonly (readonly Value[])[] = [[]];
  for (const [position, arg] of args.entries()) {
    const want = elements[position] ?? dynamicType;
    const items: Value[] = [];
    for (const item of itemsOf(arg)) {
      const converted = convert(item, want);
      if ("problem" in converted) return { problem: converted.problem, argument: position };
      items.push(converted.value);
    }
    rows = rows.flatMap((row) => items.map((item) => [...row, item]));
  }
  const type: Type = { kind: "tuple", items: elements };
  const tuples = rows.map(tupleValue);
  const isOrdered = args.every(({ kind }) => kind !== "set");
  return { value: isOrdered ? listValue(type, tuples) : setValue(type, tuples) };
}
