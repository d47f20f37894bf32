import type { HclProblem } from "../problem.ts";
import type { Template, TemplateFor, TemplatePart } from "../syntax/expression.ts";
import type { TextRange } from "../syntax/text-range.ts";
import { convert } from "../values/convert.ts";
import { stringType } from "../values/types.ts";
import { stringValue, unknownOf } from "../values/value.ts";
import type { Value } from "../values/value.ts";
import { choose } from "./conditional.ts";
import type { Branch } from "./conditional.ts";
import type { Evaluate } from "./evaluation.ts";
import { elementsOf, innerScope } from "./for.ts";
import type { Scope } from "./scope.ts";

/**
 * A text with what is put into it. A template that is one interpolation and nothing else has the value of its expression,
 * whatever its type.
 * @see hashicorp/hcl hclsyntax/expression_template.go (2.20.2)
 */
export function templateValue(
  template: Template,
  scope: Scope,
  problems: HclProblem[],
  evaluate: Evaluate,
): Value {
  const [first, ...others] = template.parts;
  if (first === undefined) return stringValue("");
  if (others.length === 0) {
    if (first.kind === "text") return stringValue(first.value);
    if (first.kind === "interpolation") return evaluate(first.expression, scope, problems);
  }
  return joined(template.parts, template, scope, problems, evaluate);
}

/** The parts one after the other; unknown when one of them is, and no more than those before a problem. */
function joined(
  parts: readonly TemplatePart[],
  context: TextRange,
  scope: Scope,
  problems: HclProblem[],
  evaluate: Evaluate,
): Value {
  const before = problems.length;
  let text = "";
  let isKnown = true;
  for (const part of parts) {
    const value = partValue(part, scope, problems, evaluate);
    if (value.kind === "string") {
      if (problems.length === before) text += value.value;
      continue;
    }
    if (value.kind === "unknown") {
      isKnown = false;
      continue;
    }
    const converted = convert(value, stringType);
    const why = value.kind === "null" ? "it is null" : "problem" in converted ? converted.problem : undefined;
    if (why !== undefined) {
      const subject = part.kind === "interpolation" ? part.expression : part;
      problems.push(interpolationProblem(why, subject, context));
    } else if ("value" in converted && converted.value.kind === "string" && problems.length === before) {
      text += converted.value.value;
    }
  }
  return isKnown ? stringValue(text) : unknownOf(stringType);
}

function interpolationProblem(why: string, subject: TextRange, context: TextRange): HclProblem {
  return {
    code: "NX574",
    detail: `Only texts, numbers and bools can be put into a text: ${why}.`,
    subject,
    context,
  };
}

function partValue(part: TemplatePart, scope: Scope, problems: HclProblem[], evaluate: Evaluate): Value {
  switch (part.kind) {
    case "text":
      return { kind: "string", value: part.value };
    case "interpolation":
      return evaluate(part.expression, scope, problems);
    case "template-for":
      return repeated(part, scope, problems, evaluate);
    case "template-if": {
      const branch = (parts: readonly TemplatePart[]): Branch => {
        const own: HclProblem[] = [];
        return { value: joined(parts, part, scope, own, evaluate), problems: own, range: part };
      };
      const choice = {
        start: part.start,
        end: part.end,
        condition: part.condition,
        whenTrue: branch(part.whenTrue),
        whenFalse: branch(part.whenFalse),
      };
      return choose(choice, scope, problems, evaluate);
    }
    case "invalid":
      return unknownOf(stringType);
  }
}

function repeated(part: TemplateFor, scope: Scope, problems: HclProblem[], evaluate: Evaluate): Value {
  const elements = elementsOf(part, scope, problems, evaluate);
  if (elements === undefined) return unknownOf(stringType);
  let text = "";
  let isKnown = true;
  for (const [key, value] of elements) {
    const each = joined(part.parts, part, innerScope(part, scope, key, value), problems, evaluate);
    if (each.kind === "string") text += each.value;
    else isKnown = false;
  }
  return isKnown ? stringValue(text) : unknownOf(stringType);
}
