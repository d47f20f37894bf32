import { readFile } from "node:fs/promises";
import path from "node:path";

import { NomadxError, parseJson, stringifyJson } from "@nomadx/core";
import type { ApiJob } from "@nomadx/core/jobspec";
import type { JobSource } from "@nomadx/core/nomad";
import type { ComparedWith } from "@nomadx/core/plan";

import { writeFiles } from "../output/write-files.ts";

/** A plan on disk: what it was compared with, and every job with the index that it must still have when it is run. */
export interface SavedPlan {
  readonly comparedWith: ComparedWith;
  readonly jobs: readonly SavedJob[];
}

interface SavedJob {
  /** The job's JobModifyIndex at the time of the plan; 0: there was no such job. */
  readonly checkIndex: number | bigint;
  readonly job: ApiJob;
  readonly secrets: readonly string[];
  /** The text it was made from, without secrets. */
  readonly source?: JobSource | undefined;
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

/**
 * The saved plan in a file; nothing when the file is something else, or cannot be read.
 * @throws {NomadxError} `usage` for a plan that is not whole, or of another version
 */
export async function readSavedPlan(file: string): Promise<SavedPlan | undefined> {
  const text = await readFile(file, "utf8").catch(() => "");
  if (!text.includes(`"${KIND}"`)) return undefined;
  let value: unknown;
  try {
    value = parseJson(text);
  } catch {
    return undefined; // The reader of job files says where the mistake is.
  }
  if (!isRecord(value) || value["kind"] !== KIND) return undefined;
  const { schemaVersion, comparedWith, jobs } = value;
  if (schemaVersion !== 1) {
    throw new NomadxError("usage", `${file} was saved by another version of nomadx`, { help: "Plan again." });
  }
  if (!isComparison(comparedWith) || !Array.isArray(jobs) || !jobs.every(isSavedJob)) {
    throw new NomadxError("usage", `${file} is not a plan saved by nomadx`, { help: "Plan again." });
  }
  return { comparedWith, jobs };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isComparison(value: unknown): value is ComparedWith {
  if (!isRecord(value)) return false;
  const { kind, address, region, namespace } = value;
  if (kind === "empty cluster") return true;
  const rest = [region, namespace].every((part) => part === undefined || typeof part === "string");
  return kind === "server" && typeof address === "string" && rest;
}

/** The job itself is as nomadx wrote it; what is wrong in it the server says. */
function isSavedJob(value: unknown): value is SavedJob {
  if (!isRecord(value)) return false;
  const { checkIndex, job, secrets } = value;
  return (
    (typeof checkIndex === "number" || typeof checkIndex === "bigint") &&
    isRecord(job) &&
    Array.isArray(secrets) &&
    secrets.every((secret) => typeof secret === "string") &&
    (value["source"] === undefined || isJobSource(value["source"]))
  );
}

function isJobSource(value: unknown): value is JobSource {
  if (!isRecord(value)) return false;
  const { source, format, variables, variableFlags } = value;
  return (
    typeof source === "string" &&
    (format === "hcl2" || format === "json") &&
    (variables === undefined || typeof variables === "string") &&
    (variableFlags === undefined ||
      (isRecord(variableFlags) && Object.values(variableFlags).every((flag) => typeof flag === "string")))
  );
}
