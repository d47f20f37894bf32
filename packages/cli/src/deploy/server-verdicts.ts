import type { Diagnostic } from "@nomadx/core";
import { placeOfJob, type ApiJob } from "@nomadx/core/jobspec";

import type { Cluster } from "../connect/cluster.ts";
import { assertNamespaces } from "../connect/namespaces.ts";
import type { LoadedJob } from "../inputs/read/loaded-job.ts";
import { serverErrors } from "../output/server-errors.ts";
import { serverWarnings } from "../output/server-warnings.ts";
import { aboutJob, isAboutJob } from "./job-refusal.ts";

/** The server's verdict on each job, as diagnostics about its file. */
export async function serverVerdicts(cluster: Cluster, jobs: readonly LoadedJob[]): Promise<Diagnostic[][]> {
  assertNamespaces(
    cluster,
    jobs.map(({ job }) => job),
  );
  return Promise.all(
    jobs.map(async ({ file, job }) => {
      const { errors, warnings } = await verdictOn(withPlace(job, cluster), file, cluster);
      return [
        ...errors.map((text) => serverDiagnostic("error", text, file)),
        ...warnings.map((text) => serverDiagnostic("warning", text, file)),
      ];
    }),
  );
}

async function verdictOn(
  job: ApiJob,
  file: string,
  { client }: Cluster,
): Promise<{ errors: string[]; warnings: string[] }> {
  try {
    const { value } = await client.jobs.validate(job);
    const { ValidationErrors, Error, Warnings } = value;
    const errors = ValidationErrors.length > 0 ? ValidationErrors : [Error];
    return { errors: errors.flatMap(serverErrors), warnings: serverWarnings(Warnings) };
  } catch (error) {
    const text = isAboutJob(error) ? (error.request?.text ?? "") : "";
    // A few mistakes of a job are refused before they are judged.
    if (/^error in job|namespace/i.test(text)) return { errors: serverErrors(text), warnings: [] };
    throw aboutJob(error, { file, id: job.ID ?? "" });
  }
}

/** Unlike plan and register, validate does not fill these in. */
function withPlace(job: ApiJob, { config }: Cluster): ApiJob {
  const { namespace, region } = placeOfJob(job, config);
  return { ...job, Namespace: namespace, Region: region };
}

function serverDiagnostic(severity: Diagnostic["severity"], text: string, file: string): Diagnostic {
  const start = { line: 1, column: 1, offset: 0 };
  return {
    severity,
    code: severity === "error" ? "NX301" : "NX302",
    summary: text.replaceAll(/\s+/g, " ").trim(),
    source: { file, start, end: start },
  };
}
