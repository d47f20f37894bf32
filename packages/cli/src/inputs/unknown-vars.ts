import { didYouMean, diagnosticCodes, type Diagnostic } from "@nomadx/core";
import type { InputContext } from "./read/input-context.ts";
import type { LoadedFile } from "./read/loaded-job.ts";

/** An error for each `--var` that no file takes: HCL declares what it takes, and TypeScript is watched while it runs. */
export function unknownVars(
  results: readonly LoadedFile[],
  { hclValues }: Pick<InputContext, "hclValues">,
): readonly Diagnostic[] {
  if (results.length === 0 || results.some(({ takenVars }) => takenVars === "all")) return [];
  // The variables of a file whose syntax is broken are not known.
  if (results.some(({ takenVars, diagnostics }) => takenVars === undefined && diagnostics.length > 0))
    return [];
  const taken = new Set(results.flatMap(({ takenVars = [] }) => (takenVars === "all" ? [] : takenVars)));
  return Object.keys(hclValues?.flags ?? {})
    .filter((name) => !taken.has(name))
    .map((name) => {
      const near = didYouMean(name, taken);
      return {
        severity: "error",
        code: "NX111",
        summary: diagnosticCodes.NX111,
        detail: `No job file takes a variable "${name}".`,
        path: `--var ${name}`,
        ...(near === undefined ? {} : { help: `Did you mean "${near}"?` }),
      };
    });
}
