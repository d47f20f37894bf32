import type { Expression, Reference, Step, Template } from "../../hcl/syntax/expression.ts";
import { literalNode, referenceNode, templateNode, textNode } from "../../hcl/syntax/nodes.ts";
import { nowhere } from "../../hcl/syntax/text-range.ts";

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
    const [whole, root = "", steps = ""] = match;
    // A "$" right before would make the "${" an escaped one.
    if (known.has(root) || text[match.index - 1] === "$") continue;
    if (match.index > end) parts.push(text.slice(end, match.index));
    parts.push(referenceOf(root, steps));
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
  /\$\{([A-Za-z_][\w-]*)((?:\.[A-Za-z_][\w-]*|\["[\w ./:@#+,;-]*"\]|\[(?:0|[1-9]\d*)\])*)\}(?! *\})/g;

/** The steps apart. HCL's parser would read them too; it is ten times as large as what writes. */
const step = /\.([\w-]+)|\["([^"]*)"\]|\[(\d+)\]/g;

function referenceOf(root: string, text: string): Reference {
  const steps = Array.from(text.matchAll(step), ([, name, key = "", index]): Step => {
    if (name !== undefined) return { kind: "attribute-step", ...nowhere, name };
    const literal = index === undefined ? textNode(key) : literalNode(BigInt(index));
    return { kind: "index-step", ...nowhere, key: literal, form: "brackets" };
  });
  return { ...referenceNode(root), steps };
}
