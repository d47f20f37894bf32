import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";

import type { HclJobFile } from "@nomadx/core/jobspec/hcl";
import { looksSecret } from "@nomadx/core/plan";

import type { Input, Loading } from "./input-context.ts";
import { submittedVariables } from "./submitted-variables.ts";
import type { Sources } from "../files/sources.ts";
import type { LoadedFile } from "./loaded-job.ts";

/** A job file of HCL as it is read: its variables get the values of flags, files and environment. */
export async function hclJobFile(
  { path: file }: Pick<Input, "path">,
  { context, sources }: Loading,
): Promise<HclJobFile> {
  await keepBrokenBytes(file, sources);
  const text = sources.text(file) ?? "";
  const homeFolder = context.env["HOME"];
  const { nodeFunctionWorld } = await import("@nomadx/core/node");
  return {
    file: sources.shown(file),
    text,
    values: { ...context.values, lenient: true },
    world: await nodeFunctionWorld({
      folder: path.dirname(file),
      text,
      workingFolder: context.cwd,
      ...(homeFolder === undefined ? {} : { homeFolder }),
    }),
  };
}

/** Loads a file of HCL: its variables get the values of flags, files and environment, its functions may read files. */
export async function loadHcl(input: Input, loading: Loading): Promise<LoadedFile> {
  const { path: file, kind } = input;
  const [jobFile, { readHcl }] = await Promise.all([
    hclJobFile(input, loading),
    import("@nomadx/core/jobspec/hcl"),
  ]);
  const { text } = jobFile;
  const { context, sources } = loading;
  const { job, diagnostics, placeOf, variables, textsIn } = readHcl(jobFile);
  const takenVars = [...variables.keys()];
  if (diagnostics.some(({ severity }) => severity === "error")) return { jobs: [], diagnostics, takenVars };
  const secrets = takenVars.filter(looksSecret).flatMap(textsIn);
  const given = submittedVariables(variables, context.values);
  const origin = { kind: "hcl", file, placeOf } as const;
  return {
    jobs: [{ file: sources.shown(file), kind, job, secrets, text, variables: given, origin }],
    diagnostics,
    takenVars,
  };
}

async function keepBrokenBytes(file: string, sources: Sources): Promise<void> {
  const text = sources.text(file);
  if (text?.includes(REPLACED) !== true || !existsSync(file)) return;
  const bytes = await readFile(file);
  // Standard input may go by the name of a file.
  if (new TextDecoder().decode(bytes) !== text) return;
  sources.set(file, await withBrokenBytes(text, bytes), "hcl");
}

/** The character that a decoder puts in the place of bytes that are no UTF-8. */
const REPLACED = "\uFFFD";

/** A text of HCL in which bytes that are no UTF-8 stand as such, so that they are refused as Nomad refuses them. */
export async function withBrokenBytes(text: string, bytes: Uint8Array): Promise<string> {
  if (!text.includes(REPLACED)) return text;
  const { decodeHcl } = await import("@nomadx/core/hcl");
  return decodeHcl(bytes).replace(/^\uFEFF/, "");
}
