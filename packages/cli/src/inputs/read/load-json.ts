import type { Input, Loading } from "./input-context.ts";
import { loadHcl } from "./load-hcl.ts";
import type { LoadedFile } from "./loaded-job.ts";
import { readJson } from "./read-json.ts";

/** Loads a JSON file: a job as Nomad's API has it, bare or as `{"Job": …}`; or a job file in HCL's JSON syntax. */
export async function loadJson(input: Input, loading: Loading): Promise<LoadedFile> {
  const { sources, locator } = loading;
  const { path: file, kind } = input;
  const text = sources.text(file) ?? "";
  const json = await readJson(file, text, sources);
  if (json.kind === "failed") return { jobs: [], diagnostics: json.diagnostics };
  if (isHcl(json.value)) return loadHcl({ ...input, kind: "hcl" }, loading);
  const wrapper = wrapperOf(json.value);
  if (!looksLikeJob(json.value)) {
    // Beside job files lie others, and a directory is searched for all of them.
    if (!input.isNamed) return { jobs: [], diagnostics: [] };
    return {
      jobs: [],
      diagnostics: [
        {
          severity: "error",
          code: "NX106",
          summary: "The file holds no job",
          source: sources.whole(file),
          help: 'A JSON job file is {"Job": {"ID": …, "TaskGroups": …}}, or only what is inside "Job".',
        },
      ],
    };
  }
  const origin = { kind: "json", file, keys: wrapper === undefined ? [] : [wrapper] } as const;
  const { readApiText } = await import("@nomadx/core/jobspec/json");
  const { job, secrets, diagnostics } = readApiText({ file: sources.shown(file), text });
  return {
    jobs: [{ file: sources.shown(file), kind, job, secrets, text, origin }],
    diagnostics: await locator.locate(diagnostics, origin),
  };
}

/** Whether the job's name stands where the API has the job: `{"job": {"web": { … }}}`. */
function isHcl(value: unknown): boolean {
  if (typeof value !== "object" || value === null || !("job" in value)) return false;
  const first: unknown = Array.isArray(value.job) ? value.job[0] : value.job;
  return keysOf(first).length > 0 && !looksLikeJob(first);
}

/** The key that the job stands under, as it is written. */
function wrapperOf(value: unknown): string | undefined {
  return keysOf(value).find((key) => key.toLowerCase() === "job");
}

/** Anything that says it is a job, right or wrong. */
function looksLikeJob(value: unknown): boolean {
  return keysOf(value).some((key) => ["job", "id", "taskgroups"].includes(key.toLowerCase()));
}

function keysOf(value: unknown): readonly string[] {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? Object.keys(value) : [];
}
