import type { TextRange } from "../syntax/text-range.ts";

/**
 * A value of HCL's JSON syntax. What it means, a body, a block or an expression, depends on where it is looked for: only who
 * knows what may stand in a block can tell its arguments from its blocks.
 */
export type JsonNode =
  JsonObject | JsonArray | JsonString | JsonNumber | JsonBoolean | JsonNull | JsonInvalid;

/** `{ "name": value }`; it begins and ends with its braces. */
export interface JsonObject extends TextRange {
  readonly kind: "json-object";
  /** In the order of the text; a name may stand in it several times. */
  readonly properties: readonly JsonProperty[];
}

/** One name and value of an object; the range is that of the name with its quotes. */
export interface JsonProperty extends TextRange {
  readonly kind: "json-property";
  readonly name: string;
  readonly value: JsonNode;
}

/** `[value, value]`; it begins and ends with its brackets. */
export interface JsonArray extends TextRange {
  readonly kind: "json-array";
  readonly values: readonly JsonNode[];
}

/** A text; whether it is a template or means itself depends on where it stands. */
export interface JsonString extends TextRange {
  readonly kind: "json-string";
  /** Escapes resolved. */
  readonly value: string;
}

/** A number as it is written, maybe with a sign. */
export interface JsonNumber extends TextRange {
  readonly kind: "json-number";
  readonly text: string;
}

/** `true` or `false`. */
export interface JsonBoolean extends TextRange {
  readonly kind: "json-boolean";
  readonly value: boolean;
}

/** `null`. */
export interface JsonNull extends TextRange {
  readonly kind: "json-null";
}

/** Stands where a syntax error left no value; a diagnostic says what is wrong. */
export interface JsonInvalid extends TextRange {
  readonly kind: "json-invalid";
}
