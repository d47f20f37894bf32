import { stringifyJson } from "@nomadx/core";
import { writeHcl, type ApiJob } from "@nomadx/core/jobspec";
import type { JobSource } from "@nomadx/core/nomad";
import { maskJob } from "@nomadx/core/plan";

import type { LoadedJob } from "../inputs/read/loaded-job.ts";
import { hideInHcl, hideInValues } from "./hide-in-hcl.ts";

/**
 * The text that a job is submitted with, for Nomad's web page, as `nomad job run` submits it: HCL and JSON as they were written,
 * with the values of variables; for a TypeScript job the HCL that `render` writes. Secrets read `(sensitive)`.
 */
export function jobSource({ kind, job, text, secrets, variables }: LoadedJob): JobSource {
  const masked = maskJob(job, secrets);
  if (text === undefined || kind === "typescript") return rendered(masked);
  const isJson = /^ *\{/.test(text);
  if (!isJson)
    return { source: hideInHcl(text, secrets), format: "hcl2", ...hideInValues(variables, secrets) };
  if (stringifyJson(masked) === stringifyJson(job))
    return { source: text, format: "json", ...hideInValues(variables, secrets) };
  return kind === "json" ? { source: apiText(masked), format: "json" } : rendered(masked);
}

/** Writes HCL, and JSON where HCL cannot say all of the job. */
function rendered(masked: ApiJob): JobSource {
  const { text, diagnostics } = writeHcl(masked);
  const isWhole = diagnostics.every(({ severity }) => severity !== "error");
  return isWhole ? { source: text, format: "hcl2" } : { source: apiText(masked), format: "json" };
}

function apiText(job: ApiJob): string {
  return `${stringifyJson({ Job: job }, 2)}\n`;
}
