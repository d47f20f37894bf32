import type { Expression, Interpolation } from "../syntax/expression.ts";
import type { TextRange } from "../syntax/text-range.ts";

/** A piece of a template before its directives are put together: a flat list is first made of them. */
export type TemplatePiece = TextPiece | Interpolation | IfPiece | ForPiece | EndPiece;

/** Literal text, whose value strip markers and the indentation of a heredoc may still change. */
export interface TextPiece {
  readonly kind: "text";
  start: number;
  end: number;
  value: string;
}

/** `%{ if condition`, without its closing brace. */
export interface IfPiece extends TextRange {
  readonly kind: "if";
  readonly condition: Expression;
}

/** `%{ for key, value in collection`, without its closing brace. */
export interface ForPiece extends TextRange {
  readonly kind: "for";
  readonly keyName: string | undefined;
  readonly valueName: string;
  readonly collection: Expression;
}

/** `%{ else`, `%{ endif` or `%{ endfor`, with the token after it. */
export interface EndPiece extends TextRange {
  readonly kind: "else" | "endif" | "endfor";
}
