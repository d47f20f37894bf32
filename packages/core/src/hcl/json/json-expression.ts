import { parseTemplateWithin, type Unlocated } from "../parse-hcl.ts";
import type { HclProblem } from "../problem.ts";
import type { Expression, NumberLiteral, ObjectEntry } from "../syntax/expression.ts";
import type { TextRange } from "../syntax/text-range.ts";
import type { JsonNode, JsonObject, JsonString } from "./json-node.ts";
import { jsonProblems } from "./json-problems.ts";
import type { JsonSource } from "./json-source.ts";

/** Whether texts are templates, as in most places, or mean themselves, as in a file of values for variables. */
export type JsonTexts = "templates" | "plain";

/**
 * The expression that a value of HCL's JSON syntax stands for. Ranges within a template are those of its text with all escapes
 * resolved, counted from its opening quotation mark: behind an escape, they are not quite those of the source, as in HCL.
 * @see hashicorp/hcl json/structure.go expression.Value (v2.20.2)
 */
export function jsonExpression(
  node: JsonNode,
  source: JsonSource,
  texts: JsonTexts = "templates",
): Unlocated<Expression> {
  const problems: HclProblem[] = [];
  const tree = expressionOf(node, source, texts, problems);
  return { tree, problems };
}

function expressionOf(
  node: JsonNode,
  source: JsonSource,
  texts: JsonTexts,
  problems: HclProblem[],
): Expression {
  const { start, end } = node;
  switch (node.kind) {
    case "json-object":
      return objectOf(node, source, texts, problems);
    case "json-array": {
      const items = node.values.map((value) => expressionOf(value, source, texts, problems));
      return { kind: "tuple", start, end, items };
    }
    case "json-string":
      return textOf(node, source, texts, problems);
    case "json-number": {
      if (!node.text.startsWith("-")) return { kind: "number", start, end, text: node.text };
      const operand: NumberLiteral = { kind: "number", start: start + 1, end, text: node.text.slice(1) };
      return { kind: "unary", start, end, operator: "-", operand };
    }
    case "json-boolean":
      return { kind: "boolean", start, end, value: node.value };
    case "json-null":
      return { kind: "null", start, end };
    case "json-invalid":
      return { kind: "invalid", start, end };
  }
}

/** Names are texts as values are. HCL refuses one that an object has already. */
function objectOf(
  { start, end, properties }: JsonObject,
  source: JsonSource,
  texts: JsonTexts,
  problems: HclProblem[],
): Expression {
  const names = new Set<string>();
  const entries = properties.map((property): ObjectEntry => {
    const range: TextRange = { start: property.start, end: property.end };
    if (names.has(property.name)) problems.push({ ...jsonProblems.nameTwice(property.name), subject: range });
    names.add(property.name);
    const key = textOf({ kind: "json-string", ...range, value: property.name }, source, texts, problems);
    const value = expressionOf(property.value, source, texts, problems);
    return { kind: "entry", start: range.start, end: value.end, key, value };
  });
  return { kind: "object", start, end, entries };
}

function textOf(
  { start, end, value }: JsonString,
  source: JsonSource,
  texts: JsonTexts,
  problems: HclProblem[],
): Expression {
  if (texts === "plain" || !/[$%]\{/.test(value)) {
    return {
      kind: "template",
      start,
      end,
      form: "bare",
      parts: value === "" ? [] : [{ kind: "text", start: start + 1, end: end - 1, value }],
    };
  }
  const parsed = parseTemplateWithin(value, { text: source.text, offset: start + 1 });
  problems.push(...parsed.problems);
  return { ...parsed.tree, start, end };
}
