import type { HclProblem } from "../problem.ts";
import type { TextRange } from "../syntax/text-range.ts";
import { compare, fromInteger, isWhole, signOf, truncate } from "../values/big-float.ts";
import { convert } from "../values/convert.ts";
import { isPrimitive, numberType, stringType, typeName } from "../values/types.ts";
import type { Type } from "../values/types.ts";
import { tupleValue, typeOf, unknownOf, unknownValue } from "../values/value.ts";
import type { Value } from "../values/value.ts";

/** A part of a value, or the problem with it, which the caller reports. */
type Part = { readonly value: Value } | { readonly problem: HclProblem };

/**
 * The value of `collection[key]`: an item of a list or tuple by its number, an entry of a map or object by its name.
 * @see hashicorp/hcl ops.go Index (2.20.2)
 */
export function indexValue(collection: Value, key: Value, subject: TextRange): Part {
  const invalid = (detail: string): Part => ({
    problem: { code: "NX570", detail, subject },
  });
  if (collection.kind === "null") {
    return {
      problem: {
        code: "NX570",
        detail: "This value is null, so there is nothing in it that an index could select.",
        subject,
      },
    };
  }
  if (key.kind === "null") return invalid("The index is null: it has to be a number or a text.");
  const type = outerTypeOf(collection);
  if (type.kind === "dynamic" || typeOf(key).kind === "dynamic") return { value: unknownValue };
  switch (type.kind) {
    case "list":
    case "tuple":
    case "map": {
      const converted = convert(key, type.kind === "map" ? stringType : numberType);
      if ("problem" in converted)
        return invalid(`The index selects no element of this ${type.kind}: ${converted.problem}.`);
      if (converted.value.kind === "unknown") return { value: unknownElement(type) };
      // How many items a tuple has is part of its type.
      const counted =
        collection.kind === "unknown" && type.kind === "tuple"
          ? tupleValue(type.items.map(unknownOf))
          : collection;
      if (counted.kind === "unknown") return { value: unknownElement(type) };
      if (converted.value.kind === "number") return itemAt(counted, converted.value.value, invalid);
      return entryAt(collection, textOf(converted.value), () =>
        invalid("There is no element with this key."),
      );
    }
    case "object": {
      const converted = convert(key, stringType);
      if ("problem" in converted)
        return invalid(`The index selects no element of this object: ${converted.problem}.`);
      if (collection.kind === "unknown" || converted.value.kind === "unknown") return { value: unknownValue };
      const hint =
        key.kind === "number" ? " Attributes of an object are selected by name, not by number." : "";
      return entryAt(collection, textOf(converted.value), () =>
        invalid(`There is no attribute with this name.${hint}`),
      );
    }
    case "set":
      return invalid(
        "Elements of a set have no index or key: use a for expression to go through all of them.",
      );
    default:
      return invalid(`A ${typeName(type)} has no elements.`);
  }
}

/** The type of a value, without those of the elements of a tuple or an object: they would cost as much as there are. */
function outerTypeOf(value: Value): Type {
  if (value.kind === "tuple") return { kind: "tuple", items: [] };
  return value.kind === "object" ? { kind: "object", attributes: new Map() } : typeOf(value);
}

function unknownElement(type: Type): Value {
  return "element" in type ? unknownOf(type.element) : unknownValue;
}

function itemAt(
  collection: Value,
  index: Parameters<typeof isWhole>[0],
  invalid: (detail: string) => Part,
): Part {
  const items = "items" in collection ? collection.items : [];
  if (!isWhole(index))
    return invalid("The index of an element has to be a whole number, and this one has a fraction.");
  if (signOf(index) < 0) return invalid("The index is negative: elements are counted from 0.");
  if (items.length === 0) return invalid("There are no elements.");
  if (compare(index, fromInteger(items.length)) >= 0) {
    return invalid(`The index is beyond the last element, ${items.length - 1}.`);
  }
  const item = items[Number(truncate(index))];
  return item === undefined ? invalid("There is no element with this index.") : { value: item };
}

function textOf(value: Value): string | undefined {
  return value.kind === "string" ? value.value : undefined;
}

function entryAt(collection: Value, key: string | undefined, missing: () => Part): Part {
  const entry = "entries" in collection && key !== undefined ? collection.entries.get(key) : undefined;
  return entry === undefined ? missing() : { value: entry };
}

/**
 * The value of `object.name`: an attribute of an object, or an entry of a map.
 * @see hashicorp/hcl ops.go GetAttr (2.20.2)
 */
export function attributeValue(object: Value, name: string, subject: TextRange): Part {
  const problem = (code: "NX570" | "NX571", detail: string): Part => ({
    problem: { code, detail, subject },
  });
  const unsupported = (detail: string) => problem("NX571", detail);
  const missing = () => unsupported(`This object does not have an attribute "${name}".`);
  // The types of all the other attributes would cost as much as there are.
  if (object.kind === "object") return entryAt(object, name, missing);
  if (object.kind === "null") return unsupported("This value is null, so it has no attributes.");
  const type = typeOf(object);
  switch (type.kind) {
    case "object": {
      const attribute = type.attributes.get(name);
      return attribute === undefined ? missing() : { value: unknownOf(attribute) };
    }
    case "map": {
      if (object.kind !== "map") return { value: unknownOf(type.element) };
      const entry = object.entries.get(name);
      if (entry !== undefined) return { value: entry };
      return problem("NX570", `This map has no element with the key "${name}".`);
    }
    case "dynamic":
      return { value: unknownValue };
    case "list":
    case "set":
      if (type.element.kind !== "object") return unsupported("This value does not have attributes.");
      return unsupported(
        type.kind === "list"
          ? `A list of objects has no attributes. Select one of its elements, or write [*].${name} for all of them.`
          : `A set of objects has no attributes. Write [*].${name} for those of all its elements.`,
      );
    default:
      return unsupported(
        isPrimitive(type) ? `A ${typeName(type)} has no attributes.` : "This value does not have attributes.",
      );
  }
}
