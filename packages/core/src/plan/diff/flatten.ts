import { floatText } from "../../go/float-text.ts";
import { isRecord } from "../../jobspec/key-path.ts";
import type { Attribute, Block, Field, HubObject } from "../../jobspec/schema/_define.ts";
import { isAbsent } from "../../jobspec/schema/_hub.ts";

/** Fields of a block by the names that a diff has for them, as texts. */
export type Flat = ReadonlyMap<string, string>;

/** Printed by Nomad where Go has a pointer to nothing. */
const NIL = "nil";

/** The fields that a server keeps of a block, by their names there. */
export function storedFields(block: Block): readonly (readonly [name: string, field: Field])[] {
  return Object.values(block.fields)
    .filter(({ facts }) => facts.sugar !== true && facts.stored !== "never")
    .map((field) => [field.facts.storedAs ?? field.api, field] as const);
}

/**
 * The plain fields of a block, and its maps of texts: `Env[A]`. Lists, blocks inside it and what Go holds by pointer are not
 * among them.
 * @see hashicorp/nomad helper/flatmap/flatmap.go Flatten, with `primitiveOnly` (2.0.5)
 */
export function plainFields(
  block: Block,
  hub: Readonly<HubObject>,
  ignored: readonly string[] = [],
): Map<string, string> {
  const flat = new Map<string, string>();
  for (const [name, field] of storedFields(block)) {
    if (field.kind !== "attribute" || field.facts.stored === "pointer") continue;
    if (field.type.name === "string map") addMap(flat, name, hub[name]);
    else if (isScalar(field)) flat.set(name, scalarText(field, hub[name]));
  }
  for (const name of ignored) flat.delete(name);
  return flat;
}

/**
 * All fields of a block, down to the last list and map.
 * @see hashicorp/nomad helper/flatmap/flatmap.go Flatten, without `primitiveOnly` (2.0.5)
 */
export function allFields(block: Block, hub: Readonly<HubObject>): Map<string, string> {
  const flat = new Map<string, string>();
  for (const [name, field] of storedFields(block)) {
    const isPlain = field.kind === "attribute" && isScalar(field);
    if (isPlain && !(field.facts.stored === "pointer" && isAbsent(hub[name]))) {
      flat.set(name, scalarText(field, hub[name]));
    } else if (isAbsent(hub[name])) {
      if (!isMap(field)) flat.set(name, NIL);
    } else for (const [key, text] of flattenLoose(hub[name], name)) flat.set(key, text);
  }
  return flat;
}

/**
 * A value that no schema describes, such as a driver's configuration: `logging[0][type]`. Empty lists and maps come to
 * nothing, and keys are not escaped.
 */
export function flattenLoose(value: unknown, prefix = ""): Map<string, string> {
  const flat = new Map<string, string>();
  addLoose(flat, prefix, value);
  return flat;
}

function addLoose(flat: Map<string, string>, prefix: string, value: unknown): void {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) addLoose(flat, `${prefix}[${index}]`, item);
  } else if (isRecord(value)) {
    for (const [key, item] of Object.entries(value)) addLoose(flat, keyed(prefix, key), item);
  } else if (isAbsent(value)) {
    // Of nothing at all there are no fields.
    if (prefix !== "") flat.set(prefix, NIL);
  } else flat.set(prefix, typeof value === "number" ? floatText(value) : plainText(value));
}

function addMap(flat: Map<string, string>, name: string, value: unknown): void {
  if (!isRecord(value)) return;
  for (const [key, item] of Object.entries(value)) flat.set(keyed(name, key), plainText(item));
}

function keyed(prefix: string, key: string): string {
  return prefix === "" ? key : `${prefix}[${key}]`;
}

function isMap(field: Field): boolean {
  return field.kind === "body" || (field.kind === "attribute" && field.type.name === "string map");
}

function isScalar({ type }: Attribute): boolean {
  return ["string", "scalar", "int", "number", "duration", "bool"].includes(type.name);
}

function scalarText({ type }: Attribute, value: unknown): string {
  if (!isAbsent(value)) return plainText(value);
  if (type.name === "bool") return "false";
  return type.name === "string" || type.name === "scalar" ? "" : "0";
}

/** A text, number or truth value as Nomad prints it; nothing else has a text. */
export function plainText(value: unknown): string {
  return typeof value === "string" || typeof value === "bigint" || typeof value === "boolean"
    ? `${value}`
    : typeof value === "number"
      ? String(value)
      : "";
}
