import type { Diagnostic } from "@nomadx/core";
import type { ApiJob, KeyPath } from "@nomadx/core/jobspec";

import { secretTexts, type SecretTexts } from "./secret-texts.ts";
import type { ImportedFile } from "./imported-file.ts";

/** A job of the API, and where it comes from. */
export interface ApiSource {
  readonly file: string;
  readonly job: ApiJob;
  readonly placeOf: ImportedFile["placeOf"];
  /** Whether secrets are taken out of it: where the source is no file of the user's, which holds them already. */
  readonly hidesSecrets: boolean;
}

/** A job of the API in TypeScript; what a server has added to it is left out. */
export async function importApiJob(source: ApiSource): Promise<ImportedFile | readonly Diagnostic[]> {
  const { withoutDefaults, writeSpec } = await import("@nomadx/core/typescript");
  const { file, job, placeOf } = source;
  const filledIn = isFilledIn(job);
  const { whole: secrets, within } = source.hidesSecrets ? await secretTexts(job) : none;
  const written = writeSpec(filledIn ? withoutDefaults(job) : job, { secrets });
  if (written.diagnostics.length > 0) return written.diagnostics;
  const names = [...new Set(secrets.values())];
  const vars = Object.fromEntries(Array.from(secrets, ([text, name]) => [name, text]));
  const values = `the secrets that the cluster has, as ${names.join(", ")}`;
  return {
    file,
    text: written.text,
    proofs: [{ job, vars, ...(names.length > 0 && { values }) }],
    sameness: "stored",
    notes: await Promise.all(within.map((keys) => notHidden(file, keys))),
    placeOf,
  };
}

const none: SecretTexts = { whole: new Map(), within: [] };

/** The warning of a secret that is written. */
async function notHidden(job: string, keys: KeyPath): Promise<Diagnostic> {
  const { formatKeys } = await import("@nomadx/core/jobspec");
  return {
    severity: "warning",
    code: "NX219",
    summary: `${job}: The file shows a secret within a longer text`,
    path: `Job.${formatKeys(keys)}`,
    help: "Before others see the file, take it out of the text: into a variable marked with secret(), or into Vault or Nomad's variables.",
  };
}

/**
 * Whether a program has written it, a server or `nomad job run -output`, and not somebody's hand: it has indexes, or `null` for
 * what is not there.
 */
function isFilledIn(job: ApiJob): boolean {
  const own = ["ModifyIndex", "JobModifyIndex", "CreateIndex", "SubmitTime"];
  return own.some((name) => name in job) || hasNull(job);
}

function hasNull(value: unknown): boolean {
  if (typeof value !== "object") return false;
  return value === null || Object.values(value).some(hasNull);
}
