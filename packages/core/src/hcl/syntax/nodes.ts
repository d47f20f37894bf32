import type { Attribute, Block, BodyItem } from "./body.ts";
import type {
  BooleanLiteral,
  Call,
  Expression,
  Interpolation,
  NullLiteral,
  NumberLiteral,
  ObjectExpression,
  Parentheses,
  Reference,
  Step,
  Template,
  TemplatePart,
  Tuple,
  Unary,
} from "./expression.ts";
import { nowhere } from "./text-range.ts";

/*
 * Nodes that a program makes: they stand in no text. The printer writes them as it writes those that were read.
 */

/** `name = value`; the name is an identifier, see `isIdentifier`. */
export function attributeNode(name: string, value: Expression): Attribute {
  return { kind: "attribute", ...nowhere, name, equals: -1, value };
}

/** `type "label" { … }`; the type is an identifier, labels are any texts. */
export function blockNode(type: string, labels: readonly string[], items: readonly BodyItem[]): Block {
  return {
    kind: "block",
    ...nowhere,
    type,
    labels: labels.map((value) => ({ kind: "label", ...nowhere, value, form: "quoted" })),
    body: { kind: "body", ...nowhere, items },
    open: -1,
  };
}

/** A text in which nothing is interpolated. One that ends with a line break is a heredoc, where that can hold it. */
export function textNode(text: string): Template {
  return templateNode(text === "" ? [] : [text]);
}

/** A text with expressions in it. */
export function templateNode(parts: readonly (string | Expression)[]): Template {
  const last = parts.at(-1);
  const isLines = typeof last === "string" && last.endsWith("\n");
  return {
    kind: "template",
    ...nowhere,
    form: isLines ? "flush-heredoc" : "quoted",
    parts: parts.map((part): TemplatePart =>
      typeof part === "string" ? { kind: "text", ...nowhere, value: part } : interpolationNode(part),
    ),
  };
}

function interpolationNode(expression: Expression): Interpolation {
  return { kind: "interpolation", ...nowhere, expression };
}

/** A number, which is finite, a boolean or null. A negative number is the negation of another. */
export function literalNode(
  value: number | bigint | boolean | null,
): NumberLiteral | Unary | BooleanLiteral | NullLiteral {
  if (value === null) return { kind: "null", ...nowhere };
  if (typeof value === "boolean") return { kind: "boolean", ...nowhere, value };
  const text = String(value);
  if (!text.startsWith("-")) return { kind: "number", ...nowhere, text };
  const operand: NumberLiteral = { kind: "number", ...nowhere, text: text.slice(1) };
  return { kind: "unary", ...nowhere, operator: "-", operand };
}

/** `[a, b]`. */
export function tupleNode(items: readonly Expression[]): Tuple {
  return { kind: "tuple", ...nowhere, items };
}

/** `{ key = value }`; the keys are any texts. */
export function objectNode(entries: Iterable<readonly [key: string, value: Expression]>): ObjectExpression {
  return {
    kind: "object",
    ...nowhere,
    entries: Array.from(entries, ([key, value]) => ({
      kind: "entry",
      ...nowhere,
      key: textNode(key),
      value,
    })),
  };
}

/** `name.first.second`. */
export function referenceNode(name: string, ...attributes: readonly string[]): Reference {
  const steps = attributes.map((each): Step => ({ kind: "attribute-step", ...nowhere, name: each }));
  return { kind: "reference", ...nowhere, name, steps };
}

/** `name(a, b)`. */
export function callNode(name: string, ...values: readonly Expression[]): Call {
  return {
    kind: "call",
    ...nowhere,
    name,
    arguments: values,
    spread: false,
    nameEnd: -1,
    open: -1,
    close: -1,
  };
}

/** `(inner)`: the same value, but no longer an object or list that is written out directly. */
export function parenthesesNode(inner: Expression): Parentheses {
  return { kind: "parentheses", ...nowhere, inner };
}
