/**
 * The types of HCL's values, as cty has them. An object's and a tuple's type say the type of every attribute and item;
 * `dynamic` stands for a type that is not known, and as a constraint for any.
 *
 * @see zclconf/go-cty cty/type.go (1.19.0)
 */
export type Type =
  | { readonly kind: "string" }
  | { readonly kind: "number" }
  | { readonly kind: "bool" }
  | { readonly kind: "dynamic" }
  | { readonly kind: "list" | "set" | "map"; readonly element: Type }
  | { readonly kind: "tuple"; readonly items: readonly Type[] }
  | { readonly kind: "object"; readonly attributes: ReadonlyMap<string, Type> };

/** A type whose values all have one type. */
export type CollectionType = Extract<Type, { element: Type }>;

/** Text, in Unicode's normal form C. */
export const stringType: Type = { kind: "string" };
/** A number: see BigFloat. */
export const numberType: Type = { kind: "number" };
/** true or false. */
export const boolType: Type = { kind: "bool" };
/** Not known yet; as a constraint: any type. */
export const dynamicType: Type = { kind: "dynamic" };

/** A list whose items all have the given type. */
export function listOf(element: Type): CollectionType {
  return { kind: "list", element };
}

/** A set whose items all have the given type. */
export function setOf(element: Type): CollectionType {
  return { kind: "set", element };
}

/** A map from texts to values of the given type. */
export function mapOf(element: Type): CollectionType {
  return { kind: "map", element };
}

/** Whether the type is string, number or bool. */
export function isPrimitive(type: Type): boolean {
  return type.kind === "string" || type.kind === "number" || type.kind === "bool";
}

/** Whether the type is a list, a set or a map. */
export function isCollection(type: Type): type is CollectionType {
  return type.kind === "list" || type.kind === "set" || type.kind === "map";
}

/** Whether two types are the same; objects by their attributes, in any order. */
export function sameType(left: Type, right: Type): boolean {
  if (left === right) return true;
  if (left.kind !== right.kind) return false;
  if (isCollection(left)) return isCollection(right) && sameType(left.element, right.element);
  if (left.kind === "tuple") {
    return (
      right.kind === "tuple" &&
      left.items.length === right.items.length &&
      left.items.every((item, index) => sameType(item, right.items[index] ?? dynamicType))
    );
  }
  if (left.kind === "object") {
    if (right.kind !== "object" || left.attributes.size !== right.attributes.size) return false;
    for (const [name, type] of left.attributes) {
      const other = right.attributes.get(name);
      if (other === undefined || !sameType(type, other)) return false;
    }
  }
  return true;
}

/** Whether the type, or a type in it, is not known. */
export function hasDynamic(type: Type): boolean {
  if (type.kind === "dynamic") return true;
  if (isCollection(type)) return hasDynamic(type.element);
  if (type.kind === "tuple") return type.items.some(hasDynamic);
  if (type.kind === "object") return [...type.attributes.values()].some(hasDynamic);
  return false;
}

/**
 * The type in words: "list of string", "object". A type that is not known is "dynamic".
 * @see zclconf/go-cty cty Type.FriendlyName
 */
export function typeName(type: Type): string {
  return isCollection(type) ? `${type.kind} of ${typeName(type.element)}` : type.kind;
}

/** The type in words where a value is asked for: any type is "any type", a list of any type "list of any single type". */
export function constraintName(type: Type): string {
  if (type.kind === "dynamic") return "any type";
  if (!isCollection(type)) return type.kind;
  const element = type.element.kind === "dynamic" ? "any single type" : constraintName(type.element);
  return `${type.kind} of ${element}`;
}
