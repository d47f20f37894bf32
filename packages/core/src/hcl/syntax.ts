/*
 * HCL 2 as a tree: what a file says, without how it is laid out. Nodes are plain immutable data, told apart by `kind`.
 */

/** What a file or block consists of. Layout (blank lines, alignment, quotes) is the printer's. */
export type BodyItem = Attribute | Block;

/** `name = value`. */
interface Attribute {
  readonly kind: "attribute";
  /** An identifier, see `isIdentifier`. */
  readonly name: string;
  readonly value: Expression;
}

/** `type "label" { … }`. */
export interface Block {
  readonly kind: "block";
  /** An identifier, see `isIdentifier`. */
  readonly type: string;
  /** Any texts; HCL does not interpolate them. */
  readonly labels: readonly string[];
  readonly items: readonly BodyItem[];
}

/** A value as it is written. */
export type Expression = Literal | Template | Tuple | ObjectValue | Parentheses;

/** A number, `true`, `false` or `null`. Numbers are finite. */
export interface Literal {
  readonly kind: "literal";
  readonly value: number | bigint | boolean | null;
}

/** Text, with references in it. A text part that stands before a reference does not end in `$`. */
export interface Template {
  readonly kind: "template";
  readonly parts: readonly (string | Reference)[];
}

/** What stands between `${` and `}`, as it stands there: `attr.kernel.name`, `env["HOME"]`. */
export interface Reference {
  readonly kind: "reference";
  readonly source: string;
}

/** `[1, 2]`. */
interface Tuple {
  readonly kind: "tuple";
  readonly items: readonly Expression[];
}

/** `{ a = 1 }`. */
interface ObjectValue {
  readonly kind: "object";
  readonly entries: readonly ObjectEntry[];
}

/** `key = value` in an object; the key is any text. */
interface ObjectEntry {
  readonly key: string;
  readonly value: Expression;
}

/** `(value)`: the same value, but no longer an object that is written out directly. */
interface Parentheses {
  readonly kind: "parentheses";
  readonly inner: Expression;
}

/** A text in which nothing is interpolated. */
export function textNode(text: string): Template {
  return { kind: "template", parts: [text] };
}

/** Whether an item is laid out with its neighbours. Blocks stand apart, and so do attributes that hold objects. */
export function isPlain(item: BodyItem): boolean {
  return item.kind === "attribute" && !holdsObject(item.value);
}

function holdsObject(value: Expression): boolean {
  switch (value.kind) {
    case "literal":
    case "template":
      return false;
    case "object":
      return value.entries.length > 0;
    case "parentheses":
      return holdsObject(value.inner);
    case "tuple":
      return value.items.some(holdsObject);
  }
}
