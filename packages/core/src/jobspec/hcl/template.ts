import { parseExpression } from "../../hcl/parse-hcl.ts";
import type { Expression, Template } from "../../hcl/syntax/expression.ts";
import { templateNode } from "../../hcl/syntax/nodes.ts";

/**
 * Splits a text into what HCL is to take literally and the references that it may see: Nomad's parser turns a reference
 * to something it does not know back into its source text, so that `${NOMAD_PORT_http}` can be written as it is.
 * Syntax that Nomad would evaluate, refuse or change on that way stays text, to be escaped.
 * @see hashicorp/nomad jobspec2/types.config.go UndefinedVariable (2.0.5)
 */
export function templateOf(text: string): Template {
  const parts: (string | Expression)[] = [];
  let end = 0;
  for (const match of text.matchAll(reference)) {
    const [whole, root = ""] = match;
    // A "$" right before would make the "${" an escaped one.
    if (known.has(root) || text[match.index - 1] === "$") continue;
    if (match.index > end) parts.push(text.slice(end, match.index));
    parts.push(parseExpression(whole.slice(2, -1)).tree);
    end = match.index + whole.length;
  }
  if (end < text.length) parts.push(text.slice(end));
  return templateNode(parts);
}

/** Roots that Nomad's parser resolves, or HCL itself. */
const known: ReadonlySet<string> = new Set(["var", "local", "true", "false", "null"]);

/**
 * A root and steps into it: `.name`, `["text"]`, `[0]`. `nomad fmt` must have no blanks to take out, since Nomad would
 * keep them; and no second brace may follow, since Nomad's search for the closing one runs on over blanks and braces.
 */
const reference =
  /\$\{([A-Za-z_][\w-]*)(?:\.[A-Za-z_][\w-]*|\["[\w ./:@#+,;-]*"\]|\[(?:0|[1-9]\d*)\])*\}(?! *\})/g;
