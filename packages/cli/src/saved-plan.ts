import { readFile } from "node:fs/promises";
import path from "node:path";

import { NomadxError, parseJson, stringifyJson } from "@nomadx/core";
import type { ApiJob } from "@nomadx/core/jobspec";
import type { ComparedWith } from "@nomadx/core/plan";

import { writeFiles } from "./output/write-files.ts";

/** A plan on disk: what it was compared with, and every job with the index that it must still have when it is run. */
export interface SavedPlan {
  readonly comparedWith: ComparedWith;
  readonly jobs: readonly SavedJob[];
}

export interface SavedJob {
  /** The job's JobModifyIndex at the time of the plan; 0: there was no such job. */
  readonly checkIndex: number | bigint;
  readonly job: ApiJob;
  readonly secrets: readonly string[];
}

const KIND = "nomadx-plan";

/**
 * Saves a plan for `nomadx run FILE`. Only its owner may read the file, since secrets are in clear.
 * @throws {NomadxError} `usage` when the file cannot be written
 */
export async function savePlan(file: string, plan: SavedPlan): Promise<void> {
  const text = `${stringifyJson({ kind: KIND, schemaVersion: 1, ...plan }, 2)}\n`;
  await writeFiles(path.dirname(file), [{ name: path.basename(file), text }], 0o600);
}

/** The saved plan in a file; nothing when the file is something else, or cannot be read. */
export async function readSavedPlan(file: string): Promise<SavedPlan | undefined> {
  const text = await readFile(file, "utf8").catch(() => "");
  if (!text.includes(`"${KIND}"`)) return undefined;
  let value: unknown;
  try {
    value = parseJson(text);
  } catch {
    return undefined; // The reader of job files says where the mistake is.
  }
  if (!isPlanFile(value)) return undefined;
  if (value.schemaVersion !== 1) {
    throw new NomadxError("usage", `${file} was saved by another version of nomadx`, { help: "Plan again." });
  }
  return { comparedWith: value.comparedWith, jobs: value.jobs };
}

/** What nomadx itself has written under its own mark is taken at its word. */
function isPlanFile(value: unknown): value is SavedPlan & { readonly schemaVersion: unknown } {
  return typeof value === "object" && value !== null && "kind" in value && value.kind === KIND;
}
