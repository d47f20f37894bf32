import type { BinaryOperator, Expression } from "../syntax/expression.ts";

/** The precedence of the kinds of expressions, beside that of the operators, which is 1 to 6. */
export const precedence = { conditional: 0, sign: 7, steps: 8, term: 9 } as const;

/**
 * The precedence of an expression: inside of one with a higher precedence it needs parentheses.
 * @see hashicorp/hcl hclsyntax/expression_ops.go binaryOps (v2.20.2)
 */
export function precedenceOf(expression: Expression): number {
  switch (expression.kind) {
    case "conditional":
      return precedence.conditional;
    case "binary":
      return operatorPrecedences[expression.operator];
    case "unary":
      return precedence.sign;
    case "number":
      // `1.0` would be another number than the first step into 1.
      return precedence.sign;
    case "traversal":
    case "index":
    case "splat":
      return precedence.steps;
    default:
      return precedence.term;
  }
}

const operatorPrecedences: Readonly<Record<BinaryOperator, number>> = {
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
