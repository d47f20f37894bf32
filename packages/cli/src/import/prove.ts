import { isFailure, stringifyJson, type Diagnostic } from "@nomadx/core";
import type { ApiJob, KeyPath } from "@nomadx/core/jobspec";

import { loadInputs } from "../inputs/load-inputs.ts";
import type { InputContext } from "../inputs/read/input-context.ts";
import type { ImportedFile, Proof } from "./imported-file.ts";

/**
 * Loads the new file, as every command would at its place, and compares its job with what it has to be; the differences and
 * problems stand at places of the old file.
 */
export async function prove(
  imported: ImportedFile,
  target: string,
  context: InputContext,
): Promise<readonly Diagnostic[]> {
  if (imported.proofs.length === 0)
    return [unproved("There is no value of its variables to prove it for.", imported)];
  const found = await Promise.all(imported.proofs.map((proof) => proveOne(imported, proof, target, context)));
  return found.find((diagnostics) => diagnostics.length > 0) ?? [];
}

async function proveOne(
  imported: ImportedFile,
  { job: wanted, vars }: Proof,
  target: string,
  context: InputContext,
): Promise<readonly Diagnostic[]> {
  const { jobs, diagnostics } = await loadInputs(["-"], {
    ...context,
    values: { environment: vars },
    readStdinBytes: async () => new TextEncoder().encode(imported.text),
    stdinFilename: target,
  });
  const { firstDifference, hubKeys, storedDifference } = await import("@nomadx/core/typescript");
  const failures = diagnostics.filter(isFailure);
  if (failures.length > 0) {
    return failures.map(({ context: _within, source: _source, keys = [], ...problem }) =>
      atSource(problem, imported, hubKeys(wanted, keys)),
    );
  }
  const [made] = jobs;
  if (made === undefined || jobs.length > 1) {
    return [unproved(`The new file has to make one job, and makes ${jobs.length}.`, imported)];
  }
  const difference = imported.sameness === "api" ? firstDifference : storedDifference;
  const keys = difference(wanted, made.job);
  if (keys === undefined) return [];
  const { formatKeys, specKeys } = await import("@nomadx/core/jobspec");
  const detail = `It has to be ${shown(wanted, keys)}, and would be ${shown(made.job, keys)}.`;
  return [{ ...unproved(detail, imported, keys), path: formatKeys(specKeys(wanted, keys)) }];
}

function unproved(detail: string, imported: ImportedFile, keys: KeyPath = []): Diagnostic {
  const problem = {
    severity: "error",
    code: "NX215",
    summary: "The job would be another one",
    detail,
  } as const;
  return atSource(problem, imported, keys);
}

function atSource(problem: Diagnostic, { placeOf, file }: ImportedFile, keys: KeyPath): Diagnostic {
  const start = { line: 1, column: 1, offset: 0 };
  return { ...problem, source: placeOf(keys) ?? { file, start, end: start } };
}

function shown(job: ApiJob, keys: KeyPath): string {
  let value: unknown = job;
  for (const key of keys) {
    value =
      typeof value === "object" && value !== null
        ? Object.entries(value).find(([name]) => name === String(key))?.[1]
        : undefined;
  }
  const text = value === undefined ? "absent" : stringifyJson(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
