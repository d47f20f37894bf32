import type { TextRange } from "./text-range.ts";

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
  /** The expression before `=>`; an object has one, a tuple none. */
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

/** A name of the scope and the steps that lead on from it: `var.image`, `local.ports["http"]`, `each`. */
export interface Reference extends TextRange {
  readonly kind: "reference";
  /** The first name; the reference begins with it. */
  readonly name: string;
  readonly steps: readonly Step[];
}

/** Steps that lead on from the value of another expression: `f(x).name`, `[1, 2][0]`. */
export interface Traversal extends TextRange {
  readonly kind: "traversal";
  readonly source: Expression;
  /** At least one. */
  readonly steps: readonly Step[];
}

/** One step from a value to a part of it, known without evaluating anything. */
export type Step = AttributeStep | IndexStep;

/** `.name`; the range includes the dot. */
export interface AttributeStep extends TextRange {
  readonly kind: "attribute-step";
  readonly name: string;
}

/** `["key"]`, `[0]` or, as HCL 1 had it, `.0`; the range includes the brackets or the dot. */
export interface IndexStep extends TextRange {
  readonly kind: "index-step";
  /** A literal: a number, a boolean, null, a template of one text; or invalid after a syntax error. */
  readonly key: Expression;
  readonly form: "brackets" | "dot";
}

/** `collection[key]` where the key is to be evaluated: `list[local.index]`. */
export interface Index extends TextRange {
  readonly kind: "index";
  readonly collection: Expression;
  readonly key: Expression;
  /** The offset of the opening bracket; the closing one ends the expression. */
  readonly open: number;
}

/**
 * `source[*].name` (`full`) or `source.*.name` (`attributes`): what `each` makes of every element of the source. Within
 * `each`, the element is the `splat-item` at its innermost left.
 */
export interface Splat extends TextRange {
  readonly kind: "splat";
  readonly form: "full" | "attributes";
  readonly source: Expression;
  /** The item itself, or a traversal, index or splat of it. */
  readonly each: Expression;
  /** `[*]` or `.*`. */
  readonly marker: TextRange;
}

/** The element that a splat is at; its range is the splat's marker. */
export interface SplatItem extends TextRange {
  readonly kind: "splat-item";
}

/**
 * A text with what is to be put into it. It evaluates to a string, but for a template of a single interpolation: that one has
 * the value and type of its expression. A template without parts is the empty text.
 */
export interface Template extends TextRange {
  readonly kind: "template";
  /** `"…"`; `<<X`; `<<-X`, of which the common indentation was taken off; or the whole of a text without marks around it. */
  readonly form: "quoted" | "heredoc" | "flush-heredoc" | "bare";
  readonly parts: readonly TemplatePart[];
}

/** A part of a template. Two texts never stand side by side. */
export type TemplatePart = TemplateText | Interpolation | TemplateIf | TemplateFor | Invalid;

/**
 * Literal text. It may be empty where strip markers or a flush heredoc have taken everything: `" ${~ a }"` is no template of
 * a single interpolation.
 */
export interface TemplateText extends TextRange {
  readonly kind: "text";
  /** Escapes resolved, stripped as the markers beside it say; not yet in Unicode's composed form (NFC). */
  readonly value: string;
}

/** `${expression}`, with `~` inside a brace where white space beside it is taken off. */
export interface Interpolation extends TextRange {
  readonly kind: "interpolation";
  readonly expression: Expression;
}

/** `%{ if condition }…%{ else }…%{ endif }`; the range goes from the first directive to the last. */
export interface TemplateIf extends TextRange {
  readonly kind: "template-if";
  readonly condition: Expression;
  readonly whenTrue: readonly TemplatePart[];
  /** Empty also where there is no `else`. */
  readonly whenFalse: readonly TemplatePart[];
  /** The end of the opening directive, before its closing brace. */
  readonly openEnd: number;
  /** The start of the closing directive. */
  readonly closeStart: number;
}

/** `%{ for key, value in collection }…%{ endfor }`; the range goes from the first directive to the last. */
export interface TemplateFor extends TextRange {
  readonly kind: "template-for";
  readonly keyName: string | undefined;
  readonly valueName: string;
  readonly collection: Expression;
  readonly parts: readonly TemplatePart[];
  /** The end of the opening directive, before its closing brace. */
  readonly openEnd: number;
  /** The start of the closing directive. */
  readonly closeStart: number;
}
