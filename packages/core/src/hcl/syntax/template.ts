import type { Expression, Invalid } from "./expression.ts";
import type { TextRange } from "./text-range.ts";

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
