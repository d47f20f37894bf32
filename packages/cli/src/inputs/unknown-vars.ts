import { didYouMean, diagnosticCodes, type Diagnostic, type SourceRange } from "@nomadx/core";
import type { VariableValues } from "@nomadx/core/jobspec/hcl";

import type { LoadedFile } from "./read/loaded-job.ts";
import type { ScriptVars } from "./script-vars.ts";

/** The name of a variable that was given a value, and where: in a flag, or in a variable file. */
type GivenName = { readonly name: string } & Required<Pick<Diagnostic, "path"> | Pick<Diagnostic, "source">>;

/** The names that somebody wrote for this run; those of the environment may be for others. */
export function namesGiven(
  { flags = {} }: VariableValues,
  { fileValues }: Pick<ScriptVars, "fileValues">,
): readonly GivenName[] {
  return [
    ...fileValues.map(({ name, source }) => ({ name, source })),
    ...Object.keys(flags).map((name) => ({ name, path: `--var ${name}` })),
  ];
}

/**
 * A problem for each value that no file takes: HCL declares what it takes, and TypeScript is watched while it runs. One
 * that a script mentions may be asked for in another run: that is a warning, everything else an error.
 * @param mentionOf where a script mentions a name; asked only for those that nobody takes
 */
export async function unknownVars(
  results: readonly LoadedFile[],
  given: readonly GivenName[],
  mentionOf: (name: string) => Promise<SourceRange | undefined>,
): Promise<readonly Diagnostic[]> {
  if (results.length === 0 || results.some(({ takenVars }) => takenVars === "all")) return [];
  // The variables of a file whose syntax is broken are not known.
  if (results.some(({ takenVars, diagnostics }) => takenVars === undefined && diagnostics.length > 0))
    return [];
  const taken = new Set(results.flatMap(({ takenVars = [] }) => (takenVars === "all" ? [] : takenVars)));
  const unknown = given.filter(({ name }) => !taken.has(name));
  return Promise.all(
    unknown.map(async ({ name, ...place }): Promise<Diagnostic> => {
      const mention = await mentionOf(name);
      const near = didYouMean(name, taken);
      const problem = { code: "NX111", summary: diagnosticCodes.NX111, ...place } as const;
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
