import type { Expression } from "./expression.ts";
import type { TextRange } from "./text-range.ts";

/**
 * The content of a block between its braces, or of a whole file, in the order of the text. A block's body includes its
 * braces; that of a block on one line, `a { b = 1 }`, is the attribute alone.
 */
export interface Body extends TextRange {
  readonly kind: "body";
  /** Where a name is set twice, both are here, and a diagnostic says so; the first one counts. */
  readonly items: readonly BodyItem[];
}

/** An attribute or block of a body. */
export type BodyItem = Attribute | Block;

/** `name = value`. It begins with its name, which is written as it is: HCL knows no escapes in names. */
export interface Attribute extends TextRange {
  readonly kind: "attribute";
  readonly name: string;
  /** The offset of the equals sign. */
  readonly equals: number;
  readonly value: Expression;
}

/** `type "label" { … }`. It begins with its type, and ends after its closing brace. */
export interface Block extends TextRange {
  readonly kind: "block";
  readonly type: string;
  readonly labels: readonly BlockLabel[];
  readonly body: Body;
  /** The offset of the opening brace; -1 where a syntax error left none. */
  readonly open: number;
}

/** A label of a block. */
export interface BlockLabel extends TextRange {
  readonly kind: "label";
  /** The text it stands for, escapes resolved; not yet in Unicode's composed form (NFC). */
  readonly value: string;
  /** A label may be written with or without quotes; both mean the same. */
  readonly form: "quoted" | "bare";
}
