import { parseBigFloat } from "../values/big-float.ts";
import { isWritable, plainText } from "../values/number-text.ts";
import {
  nullValue,
  numberValue,
  objectValue,
  boolValue,
  stringValue,
  tupleValue,
  typeOf,
} from "../values/value.ts";
import { sameType } from "../values/types.ts";
import type { Value } from "../values/value.ts";

/**
 * A value as JSON: keys in order, numbers exact and without exponents, and `<`, `>`, `&` escaped as Go does.
 * @see zclconf/go-cty cty/json/marshal.go (1.19.0)
 */
export function jsonText(value: Value): { readonly text: string } | { readonly problem: string } {
  switch (value.kind) {
    case "unknown":
      return { problem: "a value in it is not known" };
    case "null":
      return { text: "null" };
    case "bool":
      return { text: String(value.value) };
    case "string":
      return { text: quoted(value.value) };
    case "number":
      if (value.value.infinite) return { problem: "JSON has no infinity" };
      if (!isWritable(value.value)) return { problem: "a number in it has more than a million digits" };
      return { text: plainText(value.value) };
    case "list":
    case "set":
    case "tuple":
      return joined(value.items, "[", "]", () => "");
    case "map":
    case "object": {
      const keys = [...value.entries.keys()];
      return joined([...value.entries.values()], "{", "}", (index) => `${quoted(keys[index] ?? "")}:`);
    }
  }
}

function joined(
  items: readonly Value[],
  open: string,
  close: string,
  before: (index: number) => string,
): ReturnType<typeof jsonText> {
  const parts: string[] = [];
  for (const [index, item] of items.entries()) {
    const part = jsonText(item);
    if ("problem" in part) return part;
    parts.push(before(index) + part.text);
  }
  return { text: open + parts.join(",") + close };
}

/** A text in quotes as JSON that may stand within HTML. */
export function quoted(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}

/** How deep JSON may be nested, as in Go. */
const deepest = 10_000;

/**
 * The value of a JSON text, numbers exact, arrays as tuples. Of equal keys the last one counts, if their
 * values have one type.
 * @returns `undefined` when the text is no JSON, or a key is there twice with values of different types
 * @see zclconf/go-cty cty/json/{type_implied,unmarshal}.go (1.19.0)
 */
export function valueOfJson(text: string): Value | undefined {
  try {
    JSON.parse(text);
  } catch {
    // Only whether it is JSON was asked.
    return undefined;
  }
  return new Reader(text).read();
}

/** Reads a text that is known to be JSON. */
class Reader {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): Value | undefined {
    this.#skipBlanks();
    const character = this.#text.charAt(this.#at);
    if (character === "{" || character === "[") {
      this.#depth += 1;
      if (this.#depth > deepest) return undefined;
      const value = character === "{" ? this.#object() : this.#array();
      this.#depth -= 1;
      return value;
    }
    if (character === '"') return stringValue(this.#string());
    const word = /[^\s,\]}]*/y;
    word.lastIndex = this.#at;
    const token = word.exec(this.#text)?.[0] ?? "";
    this.#at += token.length;
    if (token === "null") return nullValue;
    if (token === "true" || token === "false") return boolValue(token === "true");
    const number = parseBigFloat(token);
    return number === undefined ? undefined : numberValue(number);
  }

  #skipBlanks(): void {
    while (/\s/.test(this.#text.charAt(this.#at))) this.#at += 1;
  }

  /** Goes on behind the blanks and one character, and says which one it was. */
  #next(): string {
    this.#skipBlanks();
    const character = this.#text.charAt(this.#at);
    this.#at += 1;
    return character;
  }

  #string(): string {
    const token = /"(?:[^"\\]|\\.)*"/y;
    token.lastIndex = this.#at;
    const literal = token.exec(this.#text)?.[0] ?? '""';
    this.#at += literal.length;
    const text: unknown = JSON.parse(literal);
    return typeof text === "string" ? text.replaceAll(/\p{Surrogate}/gu, "\ufffd") : "";
  }

  #array(): Value | undefined {
    const items: Value[] = [];
    this.#at += 1;
    this.#skipBlanks();
    if (this.#text.charAt(this.#at) === "]") {
      this.#at += 1;
      return tupleValue(items);
    }
    do {
      const item = this.read();
      if (item === undefined) return undefined;
      items.push(item);
    } while (this.#next() === ",");
    return tupleValue(items);
  }

  #object(): Value | undefined {
    const entries = new Map<string, Value>();
    this.#at += 1;
    this.#skipBlanks();
    if (this.#text.charAt(this.#at) === "}") {
      this.#at += 1;
      return objectValue(entries);
    }
    do {
      this.#skipBlanks();
      const key = this.#string().normalize("NFC");
      this.#next();
      const item = this.read();
      if (item === undefined) return undefined;
      // Equal keys are taken where their values have one type.
      const before = entries.get(key);
      if (before !== undefined && !sameType(typeOf(before), typeOf(item))) return undefined;
      entries.set(key, item);
    } while (this.#next() === ",");
    return objectValue(entries);
  }
}
