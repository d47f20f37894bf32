import type { Template } from "./template.ts";
import type { TextRange } from "./text-range.ts";
import type { Index, Reference, Splat, SplatItem, Traversal } from "./traversal.ts";

/** Whatever has a value, discriminated by `kind`. */
export type Expression =
  | NumberLiteral
  | BooleanLiteral
  | NullLiteral
  | Template
  | Tuple
  | ObjectExpression
  | For
  | Reference
  | Traversal
  | Index
  | Splat
  | SplatItem
  | Call
  | Unary
  | Binary
  | Conditional
  | Parentheses
  | Invalid;

/** A number as it is written: `1`, `0.5`, `1e10`, `007`; never with a sign. The text keeps what a JavaScript number cannot. */
export interface NumberLiteral extends TextRange {
  readonly kind: "number";
  readonly text: string;
}

/** `true` or `false`. */
export interface BooleanLiteral extends TextRange {
  readonly kind: "boolean";
  readonly value: boolean;
}

/** `null`. */
export interface NullLiteral extends TextRange {
  readonly kind: "null";
}

/** `[a, b]`. */
export interface Tuple extends TextRange {
  readonly kind: "tuple";
  readonly items: readonly Expression[];
}

/** `{ a = 1, (b) = 2, "c" : 3 }`. */
export interface ObjectExpression extends TextRange {
  readonly kind: "object";
  readonly entries: readonly ObjectEntry[];
}

/** One key and value of an object; the range goes from the key to the value. */
export interface ObjectEntry extends TextRange {
  readonly kind: "entry";
  /**
   * A reference without steps, `true`, `false` and `null` are literal keys of that name; in parentheses, as all other
   * expressions, they are evaluated.
   */
  readonly key: Expression;
  readonly value: Expression;
}

/** `[for v in list : v if v != ""]` or `{ for k, v in map : k => v... }`. */
export interface For extends TextRange {
  readonly kind: "for";
  readonly result: "tuple" | "object";
  readonly keyName: string | undefined;
  readonly valueName: string;
  readonly collection: Expression;
  /** What stands before `=>`; an object has one, a tuple none. */
  readonly key: Expression | undefined;
  readonly value: Expression;
  readonly condition: Expression | undefined;
  /** Whether `...` collects the values of equal keys in a tuple each. */
  readonly grouping: boolean;
}

/** `name(a, b...)`. */
export interface Call extends TextRange {
  readonly kind: "call";
  /** With its namespaces: `core::upper`. */
  readonly name: string;
  readonly arguments: readonly Expression[];
  /** Whether `...` after the last argument spreads it. */
  readonly spread: boolean;
  /** The end of the name, which stands at the start. */
  readonly nameEnd: number;
  /** The offset of the opening parenthesis. */
  readonly open: number;
  /** The offset of the closing parenthesis; -1 where a syntax error left none. */
  readonly close: number;
}

/** `-a` or `!a`. */
export interface Unary extends TextRange {
  readonly kind: "unary";
  readonly operator: UnaryOperator;
  readonly operand: Expression;
}

/** The sign of a unary operation. */
export type UnaryOperator = "-" | "!";

/** `a + b`. */
export interface Binary extends TextRange {
  readonly kind: "binary";
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
}

/** The sign of a binary operation, from what binds least to what binds most. */
export type BinaryOperator =
  "||" | "&&" | "==" | "!=" | ">" | ">=" | "<" | "<=" | "+" | "-" | "*" | "/" | "%";

/** `condition ? whenTrue : whenFalse`. */
export interface Conditional extends TextRange {
  readonly kind: "conditional";
  readonly condition: Expression;
  readonly whenTrue: Expression;
  readonly whenFalse: Expression;
}

/** `(inner)`. */
export interface Parentheses extends TextRange {
  readonly kind: "parentheses";
  readonly inner: Expression;
}

/** Stands where a syntax error left no expression; a diagnostic says what is wrong. */
export interface Invalid extends TextRange {
  readonly kind: "invalid";
}
