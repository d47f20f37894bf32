import {
  parseHcl,
  replaceRanges,
  childrenOf,
  type Replacement,
  type SyntaxNode,
  type Template,
} from "@nomadx/core/hcl";
import type { JobSource } from "@nomadx/core/nomad";
import { hideSecrets, maskText, usableSecrets } from "@nomadx/core/plan";

import type { SubmittedVariables } from "../inputs/read/submitted-variables.ts";

/**
 * A text of HCL that may be shown: known secrets, and texts whose argument, key or variable is called like a secret, read
 * `(sensitive)`; all else is as it was written.
 */
export function hideInHcl(text: string, secrets: readonly string[]): string {
  const usable = usableSecrets(secrets);
  const replacements: Replacement[] = [];
  const mask = (start: number, end: number, keys: readonly string[]): void => {
    const before = text.slice(start, end);
    const masked = maskText(before, { keys, secrets: usable });
    // A heredoc ends on a line of its own.
    const after = before.endsWith("\n") && !masked.endsWith("\n") ? `${masked}\n` : masked;
    if (after !== before) replacements.push({ start, end, text: after });
  };
  const visit = (node: SyntaxNode, keys: readonly string[]): void => {
    if (node.kind === "text") mask(node.start, node.end, []);
    else if (node.kind === "template" && isLiteral(node)) {
      const [first] = node.parts;
      mask(first?.start ?? node.end, node.parts.at(-1)?.end ?? node.end, keys);
    } else {
      const inner = keysWithin(node, keys, text);
      for (const child of node.kind === "entry" ? [node.value] : childrenOf(node)) visit(child, inner);
    }
  };
  visit(parseHcl(text).tree, []);
  return hideSecrets(replaceRanges(text, replacements), usable);
}

function isLiteral({ parts }: Template): boolean {
  return parts.every(({ kind }) => kind === "text");
}

/** The names that lead to what is in a node. The labels of blocks name no values, but for those of variables. */
function keysWithin(node: SyntaxNode, keys: readonly string[], text: string): readonly string[] {
  if (node.kind === "block") return node.type === "variable" ? node.labels.map(({ value }) => value) : [];
  if (node.kind === "attribute") return node.name === "default" ? keys : [node.name];
  if (node.kind === "entry") return [...keys, text.slice(node.key.start, node.key.end).replaceAll('"', "")];
  return keys;
}

/** Values of variables that may be shown, as they are submitted; none where none were given. */
export function hideInValues(
  variables: SubmittedVariables | undefined,
  secrets: readonly string[],
): Pick<JobSource, "variables" | "variableFlags"> {
  if (variables === undefined) return {};
  const usable = usableSecrets(secrets);
  const flags = Object.entries(variables.flags).map(
    ([name, value]) => [name, maskText(value, { keys: [name], secrets: usable })] as const,
  );
  return {
    ...(variables.text !== "" && { variables: hideInHcl(variables.text, secrets) }),
    ...(flags.length > 0 && { variableFlags: Object.fromEntries(flags) }),
  };
}
