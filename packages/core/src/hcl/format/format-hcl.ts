import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import { parseHcl } from "../parse-hcl.ts";
import { formatTokens } from "./format-tokens.ts";

/** A text in canonical form, or why there is none. */
export interface FormattedHcl {
  /** `undefined` where there are diagnostics: a text with syntax errors is not touched. */
  readonly text: string | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Brings a file into HCL's canonical form, as `nomad fmt` does: only the blanks between tokens change, and a byte order mark
 * disappears. No line break, comma or comment comes or goes; what is within quotes, heredocs and comments stays as it is.
 * Formatting twice is formatting once.
 *
 * Where HCL's formatter loses something, this one keeps it: a comment between the type and the first label of a block, and the
 * key of `a[true]`.
 * @example formatHcl("a=1\nbc=2\n").text // "a  = 1\nbc = 2\n"
 * @see hashicorp/nomad command/fmt.go (2.0.5); hashicorp/hcl hclwrite/format.go (v2.20.2)
 */
export function formatHcl(text: string, file = ""): FormattedHcl {
  const { source, diagnostics } = parseHcl(text, file);
  return { text: diagnostics.length === 0 ? formatTokens(source.tokens) : undefined, diagnostics };
}
