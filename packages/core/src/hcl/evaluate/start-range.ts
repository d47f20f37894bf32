import type { Expression, TemplatePart } from "../syntax/expression.ts";
import type { TextRange } from "../syntax/text-range.ts";

/**
 * The part of an expression that stands for all of it where that would be too long to mark: the bracket that opens a list, the
 * name of a call, the first part of a text.
 * @see hashicorp/hcl hclsyntax/expression.go StartRange (2.20.2)
 */
export function startRange(expression: Expression): TextRange {
  switch (expression.kind) {
    case "call":
      return { start: expression.start, end: expression.open + 1 };
    case "index":
      return { start: expression.open, end: expression.open + 1 };
    case "tuple":
    case "object":
    case "for":
      return { start: expression.start, end: expression.start + 1 };
    case "conditional":
      return startRange(expression.condition);
    case "binary":
      return startRange(expression.left);
    case "unary":
      return { start: expression.start, end: expression.start + 1 };
    case "parentheses":
      return startRange(expression.inner);
    case "splat":
      return expression.marker;
    case "template": {
      // A text in JSON, marked with its quotes.
      if (expression.form === "bare") return { start: expression.start, end: expression.end };
      const [first, ...others] = expression.parts;
      // Of an empty text HCL marks what follows it.
      if (first === undefined) return { start: expression.end, end: expression.end };
      // A text that is one expression is that expression's own affair.
      return others.length === 0 && first.kind === "interpolation" ? expression : partStart(first);
    }
    default:
      return { start: expression.start, end: expression.end };
  }
}

function partStart(part: TemplatePart): TextRange {
  switch (part.kind) {
    case "interpolation":
      return startRange(part.expression);
    case "template-if":
      return startRange(part.condition);
    default:
      return part;
  }
}
