import type { Expression } from "./expression.ts";
import type { TextRange } from "./text-range.ts";

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
