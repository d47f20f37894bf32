import type { Diagnostic } from "../../../diagnostics/diagnostic.ts";
import { hcl1Hint } from "./hcl1-hint.ts";
import { templateProblem } from "./template-tool.ts";

/**
 * The problems with a job file in HCL, as its author can use them: with the new spelling of what HCL 1 took, and only one where
 * the text is a template of another tool.
 * @example explainErrors(text, "web.nomad", formatHcl(text, "web.nomad").diagnostics)
 */
export function explainErrors(
  text: string,
  file: string,
  diagnostics: readonly Diagnostic[],
): readonly Diagnostic[] {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const template = templateProblem(text, file, errors);
  if (template !== undefined) return errors.length > 0 ? [template] : [...diagnostics, template];
  return diagnostics.map((diagnostic) => {
    const help = diagnostic.help ?? hcl1Hint(diagnostic, text);
    return help === undefined ? diagnostic : { ...diagnostic, help };
  });
}
