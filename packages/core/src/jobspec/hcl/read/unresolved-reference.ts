import type { Evaluated } from "../../../hcl/evaluate/evaluated.ts";
import type { Reference } from "../../../hcl/syntax/expression.ts";
import { stringValue } from "../../../hcl/values/value.ts";

/**
 * A reference that is none of the job file's own, such as `${attr.kernel.name}` or `${NOMAD_PORT_http}`, stays what it is in
 * the text: Nomad's clients resolve it. What stands in braces already keeps them, with the blanks in them.
 * @see hashicorp/nomad jobspec2/types.config.go jobConfig.EvalContext (2.0.5)
 */
export function unresolvedReference(text: string, reference: Reference): Evaluated {
  const { start, end } = reference;
  const name = text.slice(start, end);
  const open = openBraceBefore(text, start);
  if (open === undefined) return { value: stringValue(`\${${name}}`), problems: [] };
  return { value: stringValue(text.slice(open, start) + name + closeBraceAfter(text, end)), problems: [] };
}

function openBraceBefore(text: string, start: number): number | undefined {
  let index = start - 1;
  while (index >= 1 && text[index] === " ") index -= 1;
  return index >= 1 && text[index] === "{" && text[index - 1] === "$" ? index - 1 : undefined;
}

/**
 * Nomad puts a brace behind the name: the search begins one character too far, which shows where braces follow braces.
 */
function closeBraceAfter(text: string, end: number): string {
  let result = "";
  for (let index = end + 1; index < text.length; index += 1) {
    if (text[index] === "}") result += text.slice(end, index);
    else if (text[index] !== " ") return `${result}}`;
  }
  return result;
}
