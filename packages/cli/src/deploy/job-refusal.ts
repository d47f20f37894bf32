import { NomadxError, type Diagnostic } from "@nomadx/core";
import { namedPlace, serverItems, type ApiJob } from "@nomadx/core/jobspec";

import { serverErrors } from "../output/server-errors.ts";

/** A job and the file it comes from, for messages. */
export interface NamedJob {
  /** Absent for a job of a saved plan. */
  readonly file?: string | undefined;
  readonly id: string;
}

/**
 * Whether the server refused this one job, rather than all that might be asked of it: another job may fare better.
 */
export function isAboutJob(error: unknown): error is NomadxError {
  return (
    error instanceof NomadxError &&
    error.code === "refused" &&
    // More is what a proxy says.
    (error.request?.status ?? 0) <= 500 &&
    error.request?.status !== 429 &&
    !/No cluster leader|No path to region/.test(error.message)
  );
}

/** Who was refused and why, as a line: `web.ts: Nomad refused job "web": job priority must be between [1, 100]`. */
export function refusalLine({ file, id }: NamedJob, refusal: NomadxError): string {
  const who = `${file === undefined ? "" : `${file}: `}Nomad refused job ${JSON.stringify(id)}`;
  return `${who}: ${serverErrors(refusal.request?.text ?? refusal.message).join("; ")}`;
}

/** The refusals of a job, each with steps into the job where the server's text names a place. */
export function refusalFindings(job: ApiJob, refusal: NomadxError): readonly Diagnostic[] {
  const id = job.ID ?? "";
  return serverItems(refusal.request?.text ?? refusal.message).map((item) => {
    const keys = namedPlace(item, job);
    return {
      severity: "error",
      code: "NX301",
      summary: `Nomad refused job ${JSON.stringify(id)}: ${[...item.within, item.text].join(": ")}`,
      job: id,
      ...(keys.length > 0 && { keys, at: "key" }),
    };
  });
}

/**
 * The refusal of one job, naming its file; every other error as it is.
 * @param diagnostics the same at its places in the file
 */
export function aboutJob(error: unknown, job: NamedJob, diagnostics: readonly Diagnostic[] = []): unknown {
  if (!isAboutJob(error)) return error;
  const message = refusalLine(job, error);
  const { help, request } = error;
  return new NomadxError(error.code, message, {
    cause: error,
    ...(diagnostics.length > 0 && { diagnostics }),
    // The message has the text already, without the server's numbering.
    ...(request !== undefined && {
      request: { ...request, text: serverErrors(request.text ?? "").join("; ") },
    }),
    ...(help !== undefined && { help }),
  });
}
