import { constraintName, hasDynamic, isCollection, isPrimitive, sameType, typeName } from "./types.ts";
import type { CollectionType, Type } from "./types.ts";
import { fitsType } from "./unify.ts";

/**
 * Why a value of one type cannot become one of another, in a few words: "string required, but have tuple",
 * `attribute "port" is required`, "element 2: number required, but have bool". To be asked after a failed conversion.
 * @see zclconf/go-cty cty/convert/mismatch_msg.go (1.19.0)
 */
export function mismatch(have: Type, want: Type): string {
  if (have.kind === "object" && want.kind === "object") return objectMismatch(have, want);
  if (isCollection(want)) {
    const isStructural =
      (have.kind === "tuple" && want.kind !== "map") || (have.kind === "object" && want.kind === "map");
    if (isStructural && want.element.kind === "dynamic") {
      return `all ${want.kind} elements must have the same type`;
    }
    if (have.kind === "tuple" || have.kind === "object") {
      return isStructural ? elementMismatch(have, want) : `${constraintName(want)} required`;
    }
    if (isCollection(have)) return collectionMismatch(have, want);
  }
  if (saysEnough(have, want)) return `${typeName(want)} required, but have ${typeName(have)}`;
  return `${constraintName(want)} required`;
}

type ObjectType = Extract<Type, { kind: "object" }>;
type TupleType = Extract<Type, { kind: "tuple" }>;

function objectMismatch(have: ObjectType, want: ObjectType): string {
  const missing = [...want.attributes.keys()].filter((name) => !have.attributes.has(name)).toSorted();
  if (missing.length > 0) return missingAttributes(missing);
  for (const [name, type] of want.attributes) {
    const attribute = have.attributes.get(name);
    if (attribute === undefined || sameType(attribute, type) || fitsType(attribute, type, "unsafe")) continue;
    return `attribute "${name}": ${mismatch(attribute, type)}`;
  }
  return "incorrect object attributes";
}

function missingAttributes(names: readonly string[]): string {
  const quoted = names.map((name) => `"${name}"`);
  if (quoted.length === 1) return `attribute ${quoted.join("")} is required`;
  const last = quoted.at(-1) ?? "";
  const before = quoted.slice(0, -1).join(", ");
  return `attributes ${before}${quoted.length > 2 ? "," : ""} and ${last} are required`;
}

function elementMismatch(have: ObjectType | TupleType, want: CollectionType): string {
  const elements: readonly (readonly [string, Type])[] =
    have.kind === "tuple"
      ? have.items.map((type, index) => [String(index), type])
      : Array.from(have.attributes, ([name, type]) => [`"${name}"`, type]);
  for (const [name, type] of elements) {
    if (sameType(type, want.element) || fitsType(type, want.element, "unsafe")) continue;
    return `element ${name}: ${mismatch(type, want.element)}`;
  }
  return `all elements must be ${constraintName(want.element)}`;
}

function collectionMismatch(have: CollectionType, want: CollectionType): string {
  if ((have.kind === "map") !== (want.kind === "map")) return `${constraintName(want)} required`;
  return `incorrect ${want.kind} element type: ${mismatch(have.element, want.element)}`;
}

/** Whether naming the type at hand helps, rather than leading the reader astray. */
function saysEnough(have: Type, want: Type): boolean {
  if (isPrimitive(have) !== isPrimitive(want)) return true;
  if (want.kind === "string") return true;
  const isBoolAndNumber =
    (want.kind === "bool" && have.kind === "number") || (want.kind === "number" && have.kind === "bool");
  if (isBoolAndNumber) return true;
  if (isCollection(have) && isCollection(want) && !hasDynamic(have.element) && hasDynamic(want.element))
    return true;
  return have.kind === "tuple" && want.kind === "object";
}
