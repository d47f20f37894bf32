import { diagnosticCodes, type Diagnostic } from "@nomadx/core";
import type { FileTexts, FileValue, VariableValues } from "@nomadx/core/jobspec/hcl";

import type { LoadedFile } from "./read/loaded-job.ts";

/** The values that job files in TypeScript get, to which it does not matter where a value comes from. */
export interface ScriptVars {
  readonly vars: Readonly<Record<string, string>>;
  /** The values of variable files, of which the last of a name counts. */
  readonly fileValues: readonly FileValue[];
  /** Problems with variable files as such. */
  readonly diagnostics: readonly Diagnostic[];
}

/** The values as texts: those of `--var` before those of variable files, and these before those of the environment. */
export async function scriptVars({ environment, files = [], flags }: VariableValues): Promise<ScriptVars> {
  const { values, diagnostics } = await textsOf(files);
  const texts = values.flatMap(({ name, text }) => (text === undefined ? [] : [[name, text] as const]));
  return {
    vars: { ...environment, ...Object.fromEntries(texts), ...flags },
    fileValues: values,
    diagnostics,
  };
}

/** Loads of HCL nothing where there is no file. */
async function textsOf(files: NonNullable<VariableValues["files"]>): Promise<FileTexts> {
  if (files.length === 0) return { values: [], diagnostics: [] };
  const { variableFileTexts } = await import("@nomadx/core/jobspec/hcl");
  return variableFileTexts(files);
}

/** Problems with the values of variable files that scripts have asked for, or may have before they failed. */
export function unusableValues(
  { fileValues }: ScriptVars,
  scripts: readonly LoadedFile[],
): readonly Diagnostic[] {
  const isTaken = (name: string): boolean =>
    scripts.some(({ takenVars = "all" }) => takenVars === "all" || takenVars.includes(name));
  return fileValues
    .filter(({ name, text }) => text === undefined && isTaken(name))
    .flatMap(({ name, source, diagnostics }): readonly Diagnostic[] => {
      if (diagnostics.length > 0) return diagnostics;
      const detail = `The value of "${name}" is null, which a job file in TypeScript cannot be given: without this line, its default counts.`;
      return [{ severity: "error", code: "NX113", summary: diagnosticCodes.NX113, detail, source }];
    });
}
