import { isFailure, type Diagnostic } from "@nomadx/core";
import type { FunctionWorld, HclJobFile } from "@nomadx/core/jobspec/hcl";

import type { Input, Loading } from "../inputs/read/input-context.ts";
import { hclJobFile } from "../inputs/read/load-hcl.ts";
import type { ImportedFile, Proof } from "./imported-file.ts";

/** A file of HCL, native or JSON, in TypeScript; or why it cannot be. */
export async function importHclFile(
  input: Input,
  loading: Loading,
): Promise<ImportedFile | readonly Diagnostic[]> {
  const [{ readHcl }, { importHcl, placeholders }] = await Promise.all([
    import("@nomadx/core/jobspec/hcl"),
    import("@nomadx/core/typescript"),
  ]);
  const written = await hclJobFile(input, loading);
  const file: HclJobFile = { ...written, ...(written.world && { world: withoutChance(written.world) }) };
  const filled = placeholders(file);
  const names = Object.keys(filled.placeholders);
  const given = withFlags(file, filled.placeholders);
  const { job, diagnostics, placeOf } = readHcl(given);
  if (diagnostics.some(isFailure)) return diagnostics;
  const imported = importHcl(given);
  if (imported.text === undefined) return imported.diagnostics;

  const varsOf = (wanted: readonly string[]): Readonly<Record<string, string>> =>
    Object.fromEntries(wanted.map((name) => [name, imported.vars[name] ?? ""]));
  const stand = names.length === 0 ? "" : ` and placeholders for ${names.join(", ")}, which have no default`;
  const proofs: Proof[] = [];
  if (filled.given.length > 0) {
    const values = `the given values of ${filled.given.join(", ")}${stand}`;
    proofs.push({ job, vars: varsOf([...filled.given, ...names]), values });
  }
  // The defaults, whatever was given; a rule may refuse them.
  const plain = readHcl(withFlags({ ...file, values: { lenient: true } }, filled.placeholders));
  if (!plain.diagnostics.some(isFailure)) {
    const values = `the defaults of its variables${stand}`;
    proofs.push({ job: plain.job, vars: varsOf(names), ...(plain.variables.size > 0 && { values }) });
  }
  return {
    file: written.file,
    text: imported.text,
    proofs,
    sameness: "api",
    notes: [...diagnostics, ...imported.diagnostics],
    placeOf,
  };
}

function withFlags(file: HclJobFile, more: Readonly<Record<string, string>>): HclJobFile {
  return { ...file, values: { ...file.values, flags: { ...more, ...file.values?.flags } } };
}

/** The same world with bytes that are random once: what is compared has to be the same every time. */
function withoutChance(world: FunctionWorld): FunctionWorld {
  const { randomBytes } = world;
  const known = new Map<number, Uint8Array>();
  if (randomBytes === undefined) return world;
  return {
    ...world,
    randomBytes: (count) => {
      const bytes = known.get(count) ?? randomBytes(count);
      known.set(count, bytes);
      return bytes;
    },
  };
}
