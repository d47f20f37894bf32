import type { Body } from "../syntax/body.ts";
import type { Expression, Step, TemplatePart } from "../syntax/expression.ts";

/**
 * A tree in a few words: `(+ 1 (* a.b "x"))`. Two trees have the same sketch when they mean the same; ranges, parentheses that
 * change nothing, and whether text stands in quotes or in a heredoc, are not in it.
 */
export function sketchBody(body: Body): string[] {
  return body.items.map((item) =>
    item.kind === "attribute"
      ? `${item.name} = ${sketch(item.value)}`
      : `${[item.type, ...item.labels.map(({ value }) => JSON.stringify(value))].join(" ")} { ${sketchBody(item.body).join("; ")} }`,
  );
}

/** An expression in a few words. */
export function sketch(expression: Expression): string {
  switch (expression.kind) {
    case "number":
      return expression.text;
    case "boolean":
      return String(expression.value);
    case "null":
    case "invalid":
      return expression.kind;
    case "template":
      return sketchParts(expression.parts);
    case "tuple":
      return `[${expression.items.map(sketch).join(", ")}]`;
    case "object":
      return `{${expression.entries.map(({ key, value }) => `${sketchKey(key)}: ${sketch(value)}`).join(", ")}}`;
    case "for": {
      const { result, keyName, valueName, collection, key, value, condition, grouping } = expression;
      const words = [
        `for-${result}`,
        ...(keyName === undefined ? [] : [keyName]),
        valueName,
        sketch(collection),
        ...(key === undefined ? [] : [`${sketch(key)} =>`]),
        sketch(value),
        ...(grouping ? ["..."] : []),
        ...(condition === undefined ? [] : ["if", sketch(condition)]),
      ];
      return `(${words.join(" ")})`;
    }
    case "reference":
      return expression.name + sketchSteps(expression.steps);
    case "traversal":
      return `(${sketch(expression.source)})${sketchSteps(expression.steps)}`;
    case "index":
      return `(index ${sketch(expression.collection)} ${sketch(expression.key)})`;
    case "splat":
      return `(${expression.form} ${sketch(expression.source)} ${sketch(expression.each)})`;
    case "splat-item":
      return "@";
    case "call":
      return `(${[`${expression.name}()`, ...expression.arguments.map(sketch), ...(expression.spread ? ["..."] : [])].join(" ")})`;
    case "unary":
      return `(${expression.operator} ${sketch(expression.operand)})`;
    case "binary":
      return `(${expression.operator} ${sketch(expression.left)} ${sketch(expression.right)})`;
    case "conditional":
      return `(? ${sketch(expression.condition)} ${sketch(expression.whenTrue)} ${sketch(expression.whenFalse)})`;
    case "parentheses":
      return sketch(expression.inner);
  }
}

/** Only parentheses make an expression of a name as a key. */
function sketchKey(key: Expression): string {
  if (key.kind === "parentheses") return `(${sketch(key.inner)})`;
  const isName =
    key.kind === "boolean" || key.kind === "null" || (key.kind === "reference" && key.steps.length === 0);
  return isName ? `"${sketch(key)}"` : sketch(key);
}

function sketchSteps(steps: readonly Step[]): string {
  return steps
    .map((step) => (step.kind === "attribute-step" ? `.${step.name}` : `[${sketch(step.key)}]`))
    .join("");
}

function sketchPart(part: TemplatePart): string {
  switch (part.kind) {
    case "text":
      return JSON.stringify(part.value).slice(1, -1);
    case "interpolation":
      return `\${${sketch(part.expression)}}`;
    case "template-if":
      return `(if ${sketch(part.condition)} ${sketchParts(part.whenTrue)} ${sketchParts(part.whenFalse)})`;
    case "template-for": {
      const names = [...(part.keyName === undefined ? [] : [part.keyName]), part.valueName];
      return `(for ${names.join(" ")} ${sketch(part.collection)} ${sketchParts(part.parts)})`;
    }
    case "invalid":
      return "invalid";
  }
}

/** Empty text matters only where an interpolation would stand alone without it. */
function sketchParts(parts: readonly TemplatePart[]): string {
  const shown = parts.filter((part) => part.kind !== "text" || part.value !== "");
  const matters = shown.length === 1 && shown[0]?.kind === "interpolation" && parts.length > 1;
  return `"${(matters ? parts : shown).map(sketchPart).join("|")}"`;
}
