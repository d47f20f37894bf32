import { didYouMean, diagnosticCodes, type Diagnostic, type SourceRange } from "@nomadx/core";
import type { InputContext } from "./read/input-context.ts";
import type { LoadedFile } from "./read/loaded-job.ts";

/**
 * A problem for each `--var` that no file takes: HCL declares what it takes, and TypeScript is watched while it runs. One
 * that a script mentions may be asked for in another run: that is a warning, everything else an error.
 * @param mentionOf where a script mentions a name; asked only for those that nobody takes
 */
export async function unknownVars(
  results: readonly LoadedFile[],
  { hclValues }: Pick<InputContext, "hclValues">,
  mentionOf: (name: string) => Promise<SourceRange | undefined>,
): Promise<readonly Diagnostic[]> {
  if (results.length === 0 || results.some(({ takenVars }) => takenVars === "all")) return [];
  // The variables of a file whose syntax is broken are not known.
  if (results.some(({ takenVars, diagnostics }) => takenVars === undefined && diagnostics.length > 0))
    return [];
  const taken = new Set(results.flatMap(({ takenVars = [] }) => (takenVars === "all" ? [] : takenVars)));
  const unknown = Object.keys(hclValues?.flags ?? {}).filter((name) => !taken.has(name));
  return Promise.all(
    unknown.map(async (name): Promise<Diagnostic> => {
      const mention = await mentionOf(name);
      const near = didYouMean(name, taken);
      const problem = { code: "NX111", summary: diagnosticCodes.NX111, path: `--var ${name}` } as const;
      if (mention !== undefined) {
        return {
          ...problem,
          severity: "warning",
          detail: `No job file asked for the variable "${name}" in this run. It may do so here, under another condition.`,
          source: mention,
        };
      }
      return {
        ...problem,
        severity: "error",
        detail: `No job file takes a variable "${name}".`,
        ...(near === undefined ? {} : { help: `Did you mean "${near}"?` }),
      };
    }),
  );
}
