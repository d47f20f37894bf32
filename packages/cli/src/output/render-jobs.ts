import { stringifyJson } from "@nomadx/core";
import { type ApiJob, writeHcl } from "@nomadx/core/jobspec";
import { maskJob } from "@nomadx/core/plan";

import type { LoadedInputs } from "../inputs/load-inputs.ts";
import type { LoadedJob } from "../inputs/read/loaded-job.ts";
import { reportProblems } from "../inputs/read-jobs.ts";
import type { Report } from "./report.ts";
import { writeFiles } from "./write-files.ts";

/** The languages that jobs can be written in. */
export const jobFormats = ["hcl", "json"] as const;

type JobFormat = (typeof jobFormats)[number];

/** Jobs with their secret values hidden; says so where there are some. */
export async function maskJobs(loaded: readonly LoadedJob[], report: Report): Promise<ApiJob[]> {
  const jobs = loaded.map(({ job, secrets }) => maskJob(job, secrets));
  if (jobs.some((job, index) => stringifyJson(job) !== stringifyJson(loaded[index]?.job))) {
    await report.tell([
      {
        severity: "warning",
        code: "hidden-secrets",
        summary: "Secret values are written as (sensitive)",
        help: "--show-secrets writes text that can be deployed.",
      },
    ]);
  }
  return jobs;
}

/**
 * The texts of jobs.
 * @param shown the jobs of `inputs` as they are to be shown
 * @throws {NomadxError} `invalid` for what HCL cannot say
 */
export async function renderJobs(
  shown: readonly ApiJob[],
  format: JobFormat,
  inputs: LoadedInputs,
  report: Report,
): Promise<readonly string[]> {
  if (format === "json") return shown.map(apiText);
  const rendered = shown.map((job) => writeHcl(job));
  const located = rendered.map(async ({ diagnostics }, index) => {
    const job = inputs.jobs[index];
    return diagnostics.length === 0 || job === undefined ? diagnostics : inputs.locate(job, diagnostics);
  });
  await reportProblems((await Promise.all(located)).flat(), report);
  return rendered.map(({ text }) => text);
}

/** Writes one file a job, named after it, and gives the paths. */
export async function writeJobs(
  directory: string,
  jobs: readonly ApiJob[],
  texts: readonly string[],
  format: JobFormat,
): Promise<readonly string[]> {
  const extension = format === "hcl" ? "nomad.hcl" : "json";
  return writeFiles(
    directory,
    jobs.map((job, index) => ({
      name: `${fileName(job.ID ?? "")}.${extension}`,
      text: texts[index] ?? "",
    })),
  );
}

/** A job's ID without what a file system would take for a path. */
function fileName(id: string): string {
  return id.replaceAll(/[/\\\0]|^\.+/g, "_");
}

function apiText(job: ApiJob): string {
  return `${stringifyJson({ Job: sorted(job) }, 4)}\n`;
}

/** Keys in the order of the alphabet, as Nomad prints them. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  );
}
