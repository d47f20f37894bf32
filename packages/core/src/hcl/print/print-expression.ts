import { isIdentifier } from "../scan/identifier.ts";
import type { Expression, For, ObjectEntry, Splat, Step } from "../syntax/expression.ts";
import { printTemplate } from "./print-template.ts";
import { precedence, precedenceOf } from "./precedence.ts";

/**
 * Writes an expression on one line, with parentheses where it needs them to be read as it is. Texts stand in quotes.
 * @example printExpression(parseExpression("f( a,[1 ,2] )").tree) // "f(a, [1, 2])"
 */
export function printExpression(expression: Expression): string {
  switch (expression.kind) {
    case "number":
      return expression.text;
    case "boolean":
      return String(expression.value);
    case "null":
      return "null";
    case "template":
      return `"${printTemplate(expression, printExpression)}"`;
    case "tuple":
      return `[${expression.items.map(printExpression).join(", ")}]`;
    case "object":
      return expression.entries.length === 0 ? "{}" : `{ ${expression.entries.map(printEntry).join(", ")} }`;
    case "for":
      return printFor(expression);
    case "reference":
      return expression.name + printSteps(expression.steps);
    case "traversal":
      return printSource(expression.source, expression.steps[0]) + printSteps(expression.steps);
    case "index":
      return `${printSource(expression.collection)}[${printExpression(expression.key)}]`;
    case "splat":
      return printSplat(expression);
    case "splat-item":
      return "";
    case "call": {
      const values = expression.arguments.map(printExpression).join(", ");
      return `${expression.name}(${values}${expression.spread ? "..." : ""})`;
    }
    case "unary":
      return expression.operator + printAtLeast(precedence.sign, expression.operand);
    case "binary": {
      const { operator, left, right } = expression;
      const own = precedenceOf(expression);
      return `${printAtLeast(own, left)} ${operator} ${printAtLeast(own + 1, right)}`;
    }
    case "conditional": {
      const { condition, whenTrue, whenFalse } = expression;
      const asked = printAtLeast(precedence.conditional + 1, condition);
      return `${asked} ? ${printExpression(whenTrue)} : ${printExpression(whenFalse)}`;
    }
    case "parentheses":
      return `(${printExpression(expression.inner)})`;
    case "invalid":
      return "null";
  }
}

/** The key of an entry of an object. Texts that can be names stand without quotes. */
export function printKey(key: Expression): string {
  const [part, ...others] = key.kind === "template" ? key.parts : [];
  const isName =
    part?.kind === "text" && others.length === 0 && isIdentifier(part.value) && !keywords.has(part.value);
  return isName ? part.value : printExpression(key);
}

/** `{ for` would begin a loop, and some readers take the other keywords for values. */
const keywords: ReadonlySet<string> = new Set(["for", "true", "false", "null"]);

function printEntry({ key, value }: ObjectEntry): string {
  return `${printKey(key)} = ${printExpression(value)}`;
}

function printAtLeast(least: number, expression: Expression): string {
  const text = printExpression(expression);
  return precedenceOf(expression) < least ? `(${text})` : text;
}

/** The expression that steps lead on from. Steps behind a splat would become its own, so that one needs parentheses. */
function printSource(source: Expression, first?: Step): string {
  const joins =
    source.kind === "splat" &&
    (source.form === "full" || first?.kind === "attribute-step" || first?.form === "dot");
  return joins ? `(${printExpression(source)})` : printAtLeast(precedence.steps, source);
}

function printSteps(steps: readonly Step[]): string {
  return steps
    .map((step) => {
      if (step.kind === "attribute-step") return `.${step.name}`;
      return step.form === "dot" ? `.${printExpression(step.key)}` : `[${printExpression(step.key)}]`;
    })
    .join("");
}

function printSplat({ form, source, each }: Splat): string {
  const marker = form === "full" ? "[*]" : ".*";
  const isSplat = source.kind === "splat" && (source.form === "full" || form === "attributes");
  const before = isSplat ? `(${printExpression(source)})` : printSource(source);
  return before + marker + printExpression(each);
}

function printFor(expression: For): string {
  const { result, keyName, valueName, collection, key, value, condition, grouping } = expression;
  const names = keyName === undefined ? valueName : `${keyName}, ${valueName}`;
  const made =
    key === undefined ? printExpression(value) : `${printExpression(key)} => ${printExpression(value)}`;
  const rest = (grouping ? "..." : "") + (condition === undefined ? "" : ` if ${printExpression(condition)}`);
  const inside = `for ${names} in ${printExpression(collection)} : ${made}${rest}`;
  return result === "tuple" ? `[${inside}]` : `{ ${inside} }`;
}
