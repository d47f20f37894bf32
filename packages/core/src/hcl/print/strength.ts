import type { BinaryOperator, Expression } from "../syntax/expression.ts";

/** How much the kinds of expressions hold together, beside the operators, which are from 1 to 6. */
export const strength = { conditional: 0, sign: 7, steps: 8, term: 9 } as const;

/**
 * How much an expression holds together: what it is put into needs parentheses around it where that holds more.
 * @see hashicorp/hcl hclsyntax/expression_ops.go binaryOps (v2.20.2)
 */
export function strengthOf(expression: Expression): number {
  switch (expression.kind) {
    case "conditional":
      return strength.conditional;
    case "binary":
      return operatorStrengths[expression.operator];
    case "unary":
      return strength.sign;
    case "number":
      // `1.0` would be another number than the first step into 1.
      return strength.sign;
    case "traversal":
    case "index":
    case "splat":
      return strength.steps;
    default:
      return strength.term;
  }
}

const operatorStrengths: Readonly<Record<BinaryOperator, number>> = {
  "||": 1,
  "&&": 2,
  "==": 3,
  "!=": 3,
  ">": 4,
  ">=": 4,
  "<": 4,
  "<=": 4,
  "+": 5,
  "-": 5,
  "*": 6,
  "/": 6,
  "%": 6,
};
